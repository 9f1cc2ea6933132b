package dev.claimbench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Flip;
import dev.claimbench.run.Json;

/** Two runs side by side to look at: one file that needs no network and no server. */
public final class ComparisonHtml {
  private ComparisonHtml() {}

  /** The page; the same bytes for the same comparison. */
  public static String of(Comparison comparison) {
    String title = comparison.baseline().model() + " → " + comparison.candidate().model();
    return PageFrame.render(
        "comparison.jte", Forest.of(comparison), title, data(comparison).toString(), "flips.js");
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
    node.put("story", flip.candidate().story()).put("came", flip.won() ? "WON" : "LOST");
    node.put("text", flip.text()).put("quote", flip.quote());
    node.put("gold", flip.candidate().gold());
    node.put("baseline", flip.baseline().answered());
    node.put("candidate", flip.candidate().answered());
  }
}
