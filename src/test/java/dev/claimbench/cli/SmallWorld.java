package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.dataset.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Articles, gold and answers in a temporary folder, and the command line on them. */
public final class SmallWorld {
  static final int CLAIMS = 10;

  public final Path dir;
  public final StringWriter out = new StringWriter();
  public final StringWriter err = new StringWriter();
  private final int stories;
  private final Map<String, String> variables;
  private final boolean mixed;

  public SmallWorld(Path dir, int stories, Map<String, String> variables) throws IOException {
    this(dir, stories, variables, false);
  }

  private SmallWorld(Path dir, int stories, Map<String, String> variables, boolean mixed)
      throws IOException {
    this.dir = dir;
    this.stories = stories;
    this.variables = variables;
    this.mixed = mixed;
    for (int s = 0; s < stories; s++) {
      StringBuilder text = new StringBuilder();
      StringBuilder verify = new StringBuilder("version: 1\nstory: s" + s + "\nclaims:\n");
      for (int k = 0; k < CLAIMS; k++) {
        String sentence = "Bridge number " + k + " of town " + s + " is open.";
        text.append(sentence).append('\n');
        verify.append(
            """
              - id: v%d
                text: "%s"
                family: f%d
                verdicts:
                  a%d: %s
            """
                .formatted(k, sentence, k, s, label(s, k, sentence)));
      }
      write("seeds/s" + s + "/a" + s + ".md", text.toString());
      write("eval/verify/s" + s + ".yaml", verify.toString());
    }
  }

  /** Labels of all three kinds, which neither a constant nor the claim's words tell. */
  public static SmallWorld mixed(Path dir, int stories, Map<String, String> variables)
      throws IOException {
    return new SmallWorld(dir, stories, variables, true);
  }

  private Verdict gold(int story, int claim) {
    return mixed ? List.of(Verdict.values()).get((story + claim) % 3) : Verdict.SUPPORTED;
  }

  private String label(int story, int claim, String sentence) {
    Verdict gold = gold(story, claim);
    return switch (gold) {
      case SUPPORTED -> "{label: SUPPORTED, evidence: [\"" + sentence + "\"]}";
      case REFUTED -> "{label: REFUTED, evidence: [\"" + sentence + "\"], why: \"x\"}";
      case NOT_ENOUGH_INFO -> "{label: NOT_ENOUGH_INFO, why: \"x\"}";
    };
  }

  /** A run folder of another system's verdicts: the first so many of each story are right. */
  public Path run(String name, IntUnaryOperator right) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int s = 0; s < stories; s++) {
      for (int k = 0; k < CLAIMS; k++) {
        Verdict gold = gold(s, k);
        Verdict wrong = gold == Verdict.SUPPORTED ? Verdict.REFUTED : Verdict.SUPPORTED;
        Verdict verdict = k < right.applyAsInt(s) ? gold : wrong;
        lines.append(
            """
            {"task":"verify","item":"s%d/v%d@a%d","answer":{"evidence":"","verdict":"%s"}}
            """
                .formatted(s, k, s, verdict));
      }
    }
    write(name + ".jsonl", lines.toString());
    Path folder = dir.resolve("runs").resolve(name);
    int code =
        line(
            "score --answers {dir}/%s.jsonl --out %s --task verify --all --seeds {dir}/seeds --gold {dir}/eval"
                .formatted(name, folder));
    if (code != 0) {
      throw new AssertionError(err.toString());
    }
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return folder;
  }

  /** A command line as it is typed, without quotes; {dir} is the folder. */
  public int line(String words) {
    return claimbench(words.replace("{dir}", dir.toString()).split(" "));
  }

  public int claimbench(String... arguments) {
    Environment environment =
        new Environment(
            Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC),
            dir,
            variables,
            false,
            false,
            List.of(arguments));
    return Main.execute(
        environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  public Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
