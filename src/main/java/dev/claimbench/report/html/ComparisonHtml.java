package dev.claimbench.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Flip;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two runs side by side to look at: one file that needs no network and no server. */
public final class ComparisonHtml {
  private ComparisonHtml() {}

  /** The page without replies, where only the scores are there. */
  public static String toHtml(Comparison comparison) {
    return toHtml(comparison, List.of(), List.of());
  }

  /**
   * The page; the same bytes for the same comparison.
   *
   * @param baseline and {@code candidate}: what was asked and answered; the raw replies behind
   *     claims won and lost are taken from it
   */
  public static String toHtml(
      Comparison comparison, List<PromptAndReply> baseline, List<PromptAndReply> candidate) {
    String title = comparison.baseline().model() + " → " + comparison.candidate().model();
    ObjectNode data = data(comparison);
    ObjectNode replies = data.putObject("replies");
    replies(replies.putObject("baseline"), comparison, baseline);
    replies(replies.putObject("candidate"), comparison, candidate);
    return PageFrame.render(
        "comparison.jte", ForestPlot.from(comparison), title, data.toString(), "flips.js");
  }

  /** By call: one extraction answers for all claims of its article. */
  private static void replies(
      ObjectNode node, Comparison comparison, List<PromptAndReply> exchanges) {
    Set<String> wanted = new HashSet<>();
    comparison.flips().list().forEach(f -> wanted.add(call(f)));
    for (PromptAndReply exchange : exchanges) {
      String call = exchange.task() + " " + exchange.item();
      if (wanted.remove(call)) {
        exchange
            .entry()
            .ifPresent(
                entry -> {
                  ObjectNode reply = node.putObject(call);
                  entry.reply().ifPresent(r -> PageData.reply(reply, r));
                  entry.failure().ifPresent(f -> reply.put("why", f.message()));
                });
      }
    }
  }

  private static String call(Flip flip) {
    return flip.candidate().task().equals(Tasks.EXTRACT.name())
        ? flip.id().substring(0, flip.id().lastIndexOf('/'))
        : flip.id();
  }

  private static ObjectNode data(Comparison comparison) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("baseline", comparison.baseline().model());
    root.put("candidate", comparison.candidate().model());
    ArrayNode flips = root.putArray("flips");
    comparison.flips().list().forEach(f -> flip(flips.addObject(), f));
    return root;
  }

  private static void flip(ObjectNode node, Flip flip) {
    node.put("id", flip.id()).put("task", flip.candidate().task());
    node.put("call", call(flip));
    node.put("story", flip.candidate().story()).put("came", flip.won() ? "WON" : "LOST");
    node.put("text", flip.text()).put("quote", flip.quote());
    node.put("gold", flip.candidate().gold());
    node.put("baseline", flip.baseline().answered());
    node.put("candidate", flip.candidate().answered());
  }
}
