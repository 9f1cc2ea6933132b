package example;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.text.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the first three sentences for the claims, the first for the headline, and word overlap for
 * support.
 */
final class OverlapModel implements Model {
  private static final int CLAIMS = 3;

  /** What the schemas of both prompts allow. */
  private static final int LONGEST = 240;

  private final ModelInfo info;
  private final double share;

  OverlapModel(String spec, double share) {
    this.share = share;
    // The digest is the model's identity: answers under another one are not taken from the cache.
    info = new ModelInfo(spec, "overlap", "overlap-" + share, "rule:3", "", 0, Map.of());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) {
    List<String> sentences = sentences(prompt.article().text());
    ObjectNode answer = Json.PLAIN.createObjectNode();
    if (prompt.claim().isPresent()) {
      Set<String> wanted = words(prompt.claim().get().text());
      String best =
          sentences.stream()
              .max(Comparator.comparingDouble(sentence -> overlap(wanted, sentence)))
              .orElse("");
      boolean supported = overlap(wanted, best) >= share;
      answer.put("evidence", best).put("verdict", supported ? "SUPPORTED" : "NOT_ENOUGH_INFO");
    } else if (prompt.task().equals("headline")) {
      answer.put("headline", sentences.isEmpty() ? "" : sentences.get(0));
    } else {
      var claims = answer.putArray("claims");
      for (String sentence : sentences.subList(0, Math.min(CLAIMS, sentences.size()))) {
        claims
            .addObject()
            .put("quote", sentence)
            .put("claim", sentence)
            .put("speaker", "")
            .put("kind", "event")
            .putNull("value")
            .put("unit", "")
            .put("bound", "none")
            .put("date", "")
            .put("hedge", "none");
      }
    }
    return Reply.of(answer.toString());
  }

  private static List<String> sentences(String text) {
    return Arrays.stream(text.split("(?<=[.!?])\\s+|\\n+"))
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty() && sentence.length() <= LONGEST)
        .toList();
  }

  private static double overlap(Set<String> wanted, String sentence) {
    Set<String> there = words(sentence);
    return wanted.isEmpty()
        ? 0
        : (double) wanted.stream().filter(there::contains).count() / wanted.size();
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
