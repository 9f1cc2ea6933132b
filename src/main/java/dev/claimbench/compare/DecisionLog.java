package dev.claimbench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the test stories have decided: a line a decision, in a file beside the baselines that is
 * committed with them. It is written on request alone, so that reading a gate changes nothing.
 *
 * <p>Stories that choose among candidates again and again come to prefer those that are lucky on
 * them (adaptive overfitting: Dwork et al. 2015, <i>The reusable holdout</i>, Science 349; Blum and
 * Hardt 2015, <i>The Ladder</i>, ICML). Of k equal candidates whose measured difference has the
 * standard error s, the best looks better than it is by {@code s · √(2 ln k)} on average at most
 * (Boucheron, Lugosi and Massart 2013, <i>Concentration Inequalities</i>, theorem 2.5). The stories
 * are called worn where that reaches the margin: from then on choosing alone could hide a loss as
 * large as the margin.
 *
 * @param entries in the order in which they were decided
 */
public record DecisionLog(List<Entry> entries) {
  /** Beside the baselines. */
  public static final String FILE = "decisions.jsonl";

  private static final int VERSION = 1;

  /**
   * One decision. Deciding the same once more tells nothing new, and is no other entry.
   *
   * @param questions hash of the gold and the articles
   * @param candidate its model
   * @param answers hash of what it answered
   * @param decision the word of a {@link Decision}
   * @param decided when
   */
  public record Entry(
      String questions, String candidate, String answers, String decision, String decided) {
    private boolean isSame(Entry other) {
      return questions.equals(other.questions)
          && candidate.equals(other.candidate)
          && answers.equals(other.answers);
    }
  }

  public DecisionLog {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a file; without it nothing was decided.
   *
   * @throws UserError with the line that is no decision
   */
  public static DecisionLog read(Path file) {
    List<Entry> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return new DecisionLog(entries);
    }
    List<String> lines = TextFiles.read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        entries.add(entry(file + ":" + (i + 1), lines.get(i)));
      }
    }
    return new DecisionLog(entries);
  }

  private static Entry entry(String where, String line) {
    try {
      JsonNode node = Json.MAPPER.readTree(line);
      if (node.path("version").asInt() != VERSION || !node.path("questions").isTextual()) {
        throw new UserError(
            where + ": expected a decision of version " + VERSION + ", as `gate --record` writes");
      }
      return new Entry(
          node.path("questions").asText(),
          node.path("candidate").asText(),
          node.path("answers").asText(),
          node.path("decision").asText(),
          node.path("decided").asText());
    } catch (JsonProcessingException e) {
      throw new UserError(where + ": not JSON (" + Json.reason(e) + ")");
    }
  }

  /** A decision on a run. */
  public static Entry entry(Scores candidate, Decision decision, Instant decided) {
    StringBuilder answers = new StringBuilder();
    candidate.items().stream()
        .map(i -> i.id() + "\t" + i.answered() + "\n")
        .sorted()
        .forEach(answers::append);
    return new Entry(
        questions(candidate),
        candidate.model(),
        Sha256.sha256(answers.toString()),
        decision.word(),
        decided.toString());
  }

  /** What is worn is the stories with their labels, whichever runs were compared. */
  private static String questions(Scores run) {
    StringBuilder text = new StringBuilder(run.goldHash());
    new java.util.TreeMap<>(run.articles())
        .forEach((id, hash) -> text.append('\n').append(id).append(' ').append(hash));
    return Sha256.sha256(text.toString());
  }

  /** With one more, unless the same was decided before. */
  public DecisionLog with(Entry entry) {
    if (entries.stream().anyMatch(entry::isSame)) {
      return this;
    }
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new DecisionLog(more);
  }

  /** Writes all of it. */
  public void write(Path file) {
    StringBuilder lines = new StringBuilder();
    for (Entry entry : entries) {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("version", VERSION).put("decided", entry.decided());
      node.put("candidate", entry.candidate()).put("decision", entry.decision());
      node.put("questions", entry.questions()).put("answers", entry.answers());
      lines.append(node).append('\n');
    }
    AtomicFile.write(file, lines.toString());
  }

  /** How often the stories of a run have decided on other candidates. */
  public int before(Entry now) {
    return (int)
        entries.stream()
            .filter(e -> e.questions().equals(now.questions()) && !e.isSame(now))
            .count();
  }

  /**
   * From how many candidates on choosing alone could hide a loss of the margin: the least k with
   * {@code s · √(2 ln k) >= margin}, over the deciding figures.
   *
   * @return empty where no figure decides, or none varies, or it is more than a million
   */
  public static OptionalInt wornFrom(Comparison comparison) {
    double least = Double.POSITIVE_INFINITY;
    for (Difference d : comparison.differences()) {
      double error = d.estimate().map(e -> e.standardError()).orElse(0.0);
      if (d.decides() && error > 0) {
        least = Math.min(least, wornFrom(d.margin(), error));
      }
    }
    return least > 1e6 ? OptionalInt.empty() : OptionalInt.of((int) least);
  }

  /** At least 2: one candidate is not chosen from any. */
  static double wornFrom(double margin, double standardError) {
    double ratio = margin / standardError;
    return Math.max(2, Math.ceil(Math.exp(ratio * ratio / 2)));
  }

  /**
   * What a gate says of it; decides nothing.
   *
   * @param comparison with the baseline
   * @param now the decision that is made
   */
  public Rule rule(String suite, Comparison comparison, Entry now) {
    int count = before(now) + 1;
    OptionalInt worn = wornFrom(comparison);
    boolean over = worn.isPresent() && count >= worn.getAsInt();
    String often =
        Text.format(
            "%d candidate%s decided on them, this one included; ", count, count == 1 ? "" : "s");
    String why =
        worn.isEmpty()
            ? "a million would not wear them"
            : over
                ? Text.format(
                    "from %d on the luckiest may look better than it is by the margin: label new"
                        + " stories",
                    worn.getAsInt())
                : "worn from " + worn.getAsInt() + " on";
    return new Rule(
        (suite.isEmpty() ? "" : suite + ": ") + "warning: test stories not worn",
        over ? Rule.Result.WARNED : Rule.Result.PASSED,
        often + why);
  }
}
