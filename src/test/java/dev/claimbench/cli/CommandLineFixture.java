package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A user's folder with two tiny articles and their gold, answers of a system to all that is asked
 * about them, and the command line.
 *
 * <p>Articles: {@code bridge} ("The bridge shut on Monday. 40 boats passed.") and {@code ferry}
 * ("The ferry is free, said Ida Brun."). Gold: a claim each; four verdicts.
 */
public final class CommandLineFixture {
  public static final String BRIDGE = "The bridge shut on Monday. 40 boats passed.";

  final Path dir;
  public final Map<String, String> variables = new HashMap<>(Map.of("CLAIMBENCH_MODELS", "none"));
  private boolean terminal;

  /** What a command line did. */
  public record Done(int code, String out, String err) {
    public List<String> errLines() {
      return err.lines().toList();
    }
  }

  private CommandLineFixture(Path dir, boolean empty) {
    this.dir = dir;
    // The user's own must neither help nor be filled.
    variables.put("CLAIMBENCH_CACHE", dir.resolve("cache").toString());
    if (!empty) {
      lay();
    }
  }

  public CommandLineFixture(Path dir) {
    this(dir, false);
  }

  /** An empty folder. */
  public static CommandLineFixture empty(Path dir) {
    return new CommandLineFixture(dir, true);
  }

  private void lay() {
    file(
        "seeds/river/bridge.md",
        "---\ntitle: \"The bridge\"\npublished: 2026-03-02\nstory: river\n---\n" + BRIDGE);
    file("seeds/river/ferry.md", "---\nstory: river\n---\nThe ferry is free, said Ida Brun.");
    file(
        "eval/stories.yaml",
        "version: 1\ngold_version: \"1.0\"\nstories:\n  - {id: river, split: dev, topic: local}\n");
    file(
        "eval/gold/bridge.yaml",
        gold(
            "bridge",
            "The bridge shut on 2 March 2026.",
            "The bridge shut on Monday",
            "null",
            "event"));
    file(
        "eval/gold/ferry.yaml",
        gold(
            "ferry",
            "Ida Brun said that the ferry is free.",
            "The ferry is free, said Ida Brun",
            "\"Ida Brun\"",
            "statement"));
    file(
        "eval/verify/river.yaml",
        """
        version: 1
        story: river
        claims:
          - id: v01
            text: "The bridge shut on a Monday."
            family: f1
            change: null
            twin: null
            verdicts:
              bridge: {label: SUPPORTED, evidence: ["The bridge shut on Monday"]}
              ferry: {label: NOT_ENOUGH_INFO, why: "silent"}
          - id: v02
            text: "The bridge shut on a Tuesday."
            family: f1
            change: date
            twin: v01
            verdicts:
              bridge: {label: REFUTED, evidence: ["The bridge shut on Monday"], why: "Monday"}
              ferry: {label: NOT_ENOUGH_INFO, why: "silent"}
        """);
    file("answers.jsonl", answers(""));
  }

  private static String gold(
      String article, String text, String quote, String speaker, String kind) {
    return """
    version: 1
    article: %s
    claims:
      - id: c01
        text: "%s"
        quotes: ["%s"]
        speaker: %s
        kind: %s
        quantity: null
        date: null
        hedge: none
        weight: must
    """
        .formatted(article, text, quote, speaker, kind);
  }

  /** Right answers to all, but for the ferry's second verdict; items with a word left out. */
  public static String answers(String without) {
    return """
    {"task":"extract","item":"bridge","answer":{"claims":[{"quote":"The bridge shut on Monday","claim":"The bridge shut on Monday.","speaker":"","kind":"event","value":null,"unit":"","bound":"none","date":"","hedge":"none"}]}}
    {"task":"extract","item":"ferry","answer":{"claims":[{"quote":"The ferry is free","claim":"Ida Brun said the ferry is free.","speaker":"Ida Brun","kind":"statement","value":null,"unit":"","bound":"none","date":"","hedge":"none"}]}}
    {"task":"verify","item":"river/v01@bridge","answer":{"evidence":"The bridge shut on Monday","verdict":"SUPPORTED"}}
    {"task":"verify","item":"river/v02@bridge","answer":{"evidence":"The bridge shut on Monday","verdict":"REFUTED"}}
    {"task":"verify","item":"river/v01@ferry","answer":{"evidence":"","verdict":"NOT_ENOUGH_INFO"}}
    {"task":"verify","item":"river/v02@ferry","answer":{"evidence":"","verdict":"SUPPORTED"}}
    """
        .lines()
        .filter(line -> without.isEmpty() || !line.contains(without))
        .reduce("", (all, line) -> all + line + "\n");
  }

  public Path path(String name) {
    return dir.resolve(name);
  }

  public Path file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path file(String name, byte[] bytes) {
    try {
      Files.createDirectories(path(name).getParent());
      return Files.write(path(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answers as a run that {@code replay/} can hand out. */
  public String recorded(String name) {
    Done done =
        ask("score", "--answers", path("answers.jsonl").toString(), "--out", path(name).toString());
    if (done.code() != ExitCode.OK) {
      throw new AssertionError(done.err());
    }
    return "replay/" + path(name);
  }

  public CommandLineFixture onTerminal() {
    terminal = true;
    return this;
  }

  /** A command line with this folder's articles and gold. */
  public Done ask(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command, "--seeds", path("seeds").toString()));
    words.addAll(List.of("--gold", path("eval").toString()));
    words.addAll(List.of(more));
    return line(words.toArray(String[]::new));
  }

  /** A command line as it stands. */
  public Done line(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC),
            dir,
            variables,
            terminal,
            terminal,
            List.of(words));
    int code = Main.execute(environment, new PrintWriter(out), new PrintWriter(err), words);
    return new Done(code, out.toString(), err.toString());
  }
}
