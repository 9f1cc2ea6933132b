package dev.claimbench.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Flip;
import dev.claimbench.report.GateReport;
import dev.claimbench.run.Exchanges;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two runs side by side to look at, in files that need no network and no server: a page or, where
 * many claims were won and lost, an index with pages of them beside it.
 */
public final class ComparisonHtml {
  /** Its name beside the runs. */
  public static final String FILE = "comparison.html";

  private static final String[] SCRIPTS = {"flips.js", "stories.js", "run.js"};

  private ComparisonHtml() {}

  /** A page of claims won and lost, of many. */
  public record FlipsPage(PageSet.Place place) {}

  /**
   * The pages; the same bytes for the same comparison.
   *
   * @param file name of the first one, for links
   * @param gate what was decided on this comparison; empty where nothing was
   * @param baseline and {@code candidate}: what was asked and answered; the raw replies behind
   *     claims won and lost are taken from it
   */
  public static PageSet pages(
      String file,
      Comparison comparison,
      Optional<GateReport> gate,
      List<PromptAndReply> baseline,
      List<PromptAndReply> candidate) {
    return pages(file, comparison, gate, baseline, candidate, PageBreaks.Limits.STANDARD);
  }

  static PageSet pages(
      String file,
      Comparison comparison,
      Optional<GateReport> gate,
      List<PromptAndReply> baseline,
      List<PromptAndReply> candidate,
      PageBreaks.Limits limits) {
    List<Flip> flips = comparison.flips().list();
    Replies replies =
        new Replies(Calls.of(flips, baseline), Calls.of(flips, candidate), comparison);
    String title = comparison.baseline().model() + " → " + comparison.candidate().model();
    ForestPlot plot = ForestPlot.from(comparison, gate);
    if (flips.size() <= limits.alone()) {
      return PageSet.single(
          file,
          out ->
              PageFrame.write(
                  "comparison.jte", plot, title, data -> replies.write(flips, data), out, SCRIPTS));
    }
    StoryIndex index = new StoryIndex("flips", "claims won and lost");
    List<List<Flip>> pages = split(flips, limits, index);
    return PageSet.indexed(
        file,
        out ->
            PageFrame.write(
                "comparisonIndex.jte", plot, title, data -> index.write(file, data), out, SCRIPTS),
        pages.size(),
        page -> {
          List<Flip> shown = pages.get(page - 1);
          String rows = Text.format("%,d claims won and lost", shown.size());
          PageSet.Place place = PageSet.place(file, page, pages.size(), rows, index.stories(page));
          return out ->
              PageFrame.write(
                  "flips.jte",
                  new FlipsPage(place),
                  title + " · " + page,
                  data -> replies.write(shown, data),
                  out,
                  SCRIPTS);
        });
  }

  /** Story by story; on a page they are in the order of the comparison, the worst ones first. */
  private static List<List<Flip>> split(
      List<Flip> flips, PageBreaks.Limits limits, StoryIndex index) {
    PageBreaks cutter = new PageBreaks(limits);
    int[] places = new int[flips.size()];
    IntStream.range(0, flips.size())
        .boxed()
        .sorted(Comparator.comparing(i -> flips.get(i).candidate().story()))
        .forEach(
            i -> {
              Flip flip = flips.get(i);
              String story = flip.candidate().story();
              places[i] = cutter.place(story, 0);
              index.add(
                  story,
                  places[i],
                  1,
                  List.of(flip.candidate().task(), came(flip), "", flip.candidate().gold()));
            });
    List<List<Flip>> pages = new ArrayList<>();
    IntStream.range(0, index.pages()).forEach(page -> pages.add(new ArrayList<>()));
    for (int i = 0; i < places.length; i++) {
      pages.get(places[i] - 1).add(flips.get(i));
    }
    return pages;
  }

  /** The calls behind claims won and lost, where they stand in a run. */
  private record Calls(Exchanges exchanges, Map<String, Integer> places) {
    static Calls of(List<Flip> flips, List<PromptAndReply> list) {
      Exchanges exchanges = Exchanges.of(list);
      Set<String> wanted = new HashSet<>();
      flips.forEach(f -> wanted.add(call(f)));
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < exchanges.size(); i++) {
        Question question = exchanges.question(i);
        String call = question.task() + " " + question.item();
        if (wanted.remove(call)) {
          places.put(call, i);
        }
      }
      return new Calls(exchanges, places);
    }
  }

  /** What the script of a page shows. */
  private record Replies(Calls baseline, Calls candidate, Comparison comparison) {
    void write(List<Flip> flips, Writer out) throws IOException {
      ObjectNode data = data(comparison, flips);
      ObjectNode replies = data.putObject("replies");
      replies(replies.putObject("baseline"), flips, baseline);
      replies(replies.putObject("candidate"), flips, candidate);
      out.write(data.toString());
    }
  }

  /** By call: one extraction answers for all claims of its article. */
  private static void replies(ObjectNode node, List<Flip> flips, Calls calls) {
    flips.stream()
        .map(ComparisonHtml::call)
        .distinct()
        .filter(calls.places::containsKey)
        .sorted(Comparator.comparing(calls.places::get))
        .forEach(
            call ->
                calls
                    .exchanges
                    .get(calls.places.get(call))
                    .entry()
                    .ifPresent(
                        entry -> {
                          ObjectNode reply = node.putObject(call);
                          entry.reply().ifPresent(r -> PageData.reply(reply, r));
                          entry.failure().ifPresent(f -> reply.put("why", f.message()));
                        }));
  }

  private static String call(Flip flip) {
    return flip.candidate().task().equals(Tasks.EXTRACT.name())
        ? flip.id().substring(0, flip.id().lastIndexOf('/'))
        : flip.id();
  }

  private static ObjectNode data(Comparison comparison, List<Flip> shown) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("baseline", comparison.baseline().model());
    root.put("candidate", comparison.candidate().model());
    ArrayNode flips = root.putArray("flips");
    shown.forEach(f -> flip(flips.addObject(), f));
    return root;
  }

  private static String came(Flip flip) {
    return flip.won() ? "WON" : "LOST";
  }

  private static void flip(ObjectNode node, Flip flip) {
    node.put("id", flip.id()).put("task", flip.candidate().task());
    node.put("call", call(flip));
    node.put("story", flip.candidate().story()).put("came", came(flip));
    node.put("text", flip.text()).put("quote", flip.quote());
    node.put("gold", flip.candidate().gold());
    node.put("baseline", flip.baseline().answered());
    node.put("candidate", flip.candidate().answered());
  }
}
