package dev.claimbench.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What the commands do with the recorded runs, byte for byte. A change here is a change for users:
 * wanted, and then renewed on purpose, or a fault.
 */
class GoldenTest {
  private static final String STUDY = "docs/studies/self-hosting/";
  private static final String BEFORE = "eval/recorded/smollm2-135m";
  private static final String NOW = "eval/recorded/qwen2.5-coder-0.5b";

  /** The questions of the study whose runs are in {@code docs/studies}. */
  private static final String[] QUESTIONS = {
    "--suite",
    "test",
    "--task",
    "verify",
    "--verdicts",
    "46",
    "--prompts",
    "prompts/plain",
    // One at a time, so that the journal's order is always the same.
    "--concurrency",
    "1"
  };

  private static String[] asked(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + QUESTIONS.length);
    System.arraycopy(QUESTIONS, 0, all, words.length, QUESTIONS.length);
    return all;
  }

  @Test
  void run() throws IOException {
    Transcript t = new Transcript("run");
    String model = "replay/" + STUDY + "smaller";
    t.run(asked("run", "--model", model, "--out", t.path("one")));
    // Given again it has nothing left to ask.
    t.run(asked("run", "--model", model, "--out", t.path("one")));
    // Another prompt than the one that was recorded: incomplete.
    t.run(
        "run",
        "--model",
        model,
        "--suite",
        "dev",
        "--limit",
        "1",
        "--verdicts",
        "1",
        "--concurrency",
        "1",
        "--out",
        t.path("unknown"));
    t.run(
        "run",
        "--model",
        "replay/" + Formats.FOLDER + "/repeats",
        "--model",
        "replay/" + Formats.FOLDER + "/other",
        "--repeat",
        "2",
        "--seeds",
        Formats.FOLDER + "/seeds",
        "--gold",
        Formats.FOLDER + "/eval",
        "--all",
        "--concurrency",
        "1",
        "--log-format",
        "json",
        "--out",
        t.path("two"));
    t.run("run", "--model", "replay/nowhere", "--out", t.path("nowhere"));
    t.check();
  }

  @Test
  void score() throws IOException {
    Transcript t = new Transcript("score");
    String run = t.copy(BEFORE, "run");
    t.run("score", run);
    t.run("score", run, "--details");
    t.run("score", run, "--explain", "brakk-foundry-wire#p01");
    String formats = Formats.FOLDER;
    t.run("score", formats + "/run", "--explain", "river/v02@ferry");
    t.run("score", formats + "/run", "--explain", "river/v01@nowhere");
    t.run("score", t.copy(formats + "/journal", "journal"));
    t.run("score", t.copy(formats + "/repeats", "repeats"));
    t.run(
        "score",
        "--answers",
        formats + "/answers.jsonl",
        "--out",
        t.path("answers"),
        "--seeds",
        formats + "/seeds",
        "--gold",
        formats + "/eval");
    t.check();
  }

  @Test
  void compare() throws IOException {
    Transcript t = new Transcript("compare");
    t.run("compare", BEFORE, NOW, "--html", t.path("page.html"));
    t.run("compare", BEFORE, NOW, "--json", "--by", "story");
    String one = Formats.FOLDER + "/run";
    String other = Formats.FOLDER + "/other";
    String repeats = Formats.FOLDER + "/repeats";
    t.run("compare", one, other, "--by", "topic", "--flips", "3", "--seed", "8");
    t.run("compare", one, other, repeats + "@2");
    t.run("compare", one, other, repeats, "--json");
    t.run("compare", repeats, "--self");
    t.run("compare", one, other, "--policy", "docs/studies/self-comparison/policy.yaml");
    t.run("compare", one, STUDY + "smaller");
    t.check();
  }

  @Test
  void gate() throws IOException {
    Transcript t = new Transcript("gate");
    String baselines = t.path("baselines");
    t.run("bless", BEFORE, "--baselines", baselines, "--name", "old");
    t.run("gate", NOW, "--baselines", baselines);
    t.run(
        "gate",
        BEFORE,
        "--baselines",
        baselines,
        "--junit",
        t.path("gate.xml"),
        "--junit-claims",
        "--markdown",
        t.path("gate.md"),
        "--github");
    t.run("gate", Formats.FOLDER + "/other", "--baseline", Formats.FOLDER + "/run", "--json");
    t.run("gate", NOW, "--baselines", baselines, "--baseline", "none");
    String suites =
        t.write(
            "suites.yaml",
            """
            version: 1
            suites:
              invented:
                baseline: old
                primary: {verify.accuracy: {margin: 0.05}, extract.f1: {margin: 0.07}}
                anchor: {baseline: old, margins: {verify.accuracy: 0.08}}
              again:
                baseline: old
                primary: {verify.accuracy: {margin: 0.1}}
                least: {verify.accuracy: 0.4}
            """);
    t.run("policy", "explain", suites);
    t.run(
        "gate",
        "invented=" + NOW,
        "again=" + NOW,
        "--policy",
        suites,
        "--baselines",
        baselines,
        "--json");
    t.run("gate", "invented=" + NOW, "--policy", suites, "--baselines", baselines);
    t.run("policy", "check", "eval/gate.yaml");
    t.run("policy", "check", t.write("faulty.yaml", "version: 1\nalhpa: 0.05\n"));
    t.run("policy", "explain", "eval/gate.yaml", BEFORE, NOW, "--swaps", "20");
    t.check();
  }

  @Test
  void swap() throws IOException {
    Transcript t = new Transcript("swap");
    String before = "replay/" + STUDY + "off-the-shelf";
    String now = "replay/" + STUDY + "smaller";
    t.run(asked("swap", before, now, "--out", t.path("plain"), "--"));
    t.run("swap", before, now, "--out", t.path("tried"), "--thinking", "off,h%rd");
    // Own articles, without gold: the verdicts on the claims that are found are not recorded.
    String run = "replay/" + Formats.FOLDER + "/run";
    String articles = Formats.FOLDER + "/seeds";
    t.run(
        "swap",
        run,
        "replay/" + Formats.FOLDER + "/other",
        "--articles",
        articles,
        "--variants",
        "prompts",
        "--out",
        t.path("own"),
        "--",
        "--concurrency",
        "1");
    t.check();
  }

  @Test
  void study() throws IOException {
    Transcript t = new Transcript("study");
    String file =
        t.write(
            "study.yaml",
            """
            version: 1
            title: "Asked again"
            suite: test
            tasks: [verify]
            verdicts: 46
            concurrency: 1
            baseline: base
            measures: [verify.accuracy, verify.macroF1]
            arms:
              - {id: base, kind: open, model: "replay/docs/studies/self-hosting/off-the-shelf", prompts: prompts/plain}
              - {id: few-shot, kind: adapted, run: docs/studies/self-hosting/few-shot}
              - {id: theirs, kind: proprietary, answers: nowhere.jsonl}
            decisions:
              gain: {measure: verify.accuracy, relative: 0.3, arms: [few-shot]}
              cheaper:
                share: 0.9
                cells: [{arm: few-shot, machine: example-cpu-server, price: openai/gpt-5.4-mini}]
            """);
    String small =
        t.write(
            "small.yaml",
            """
            version: 1
            title: "Small"
            seeds: %1$s/seeds
            gold: %1$s/eval
            tasks: [extract, verify]
            verdicts: all
            concurrency: 1
            baseline: base
            measures: [verify.accuracy, extract.f1]
            arms:
              - {id: base, kind: open, model: "replay/%1$s/run"}
              - {id: brief, kind: adapted, model: "replay/%1$s/run", prompts: prompts/brief}
              - {id: theirs, kind: proprietary, answers: %1$s/answers.jsonl}
            decisions:
              gain: {measure: extract.f1, relative: 0.3, arms: [theirs]}
            """
                .formatted(Formats.FOLDER));
    t.run("study", small, "--out", t.path("small"));
    t.run("study", file, "--out", t.path("asked"));
    t.run("study", file, "--out", t.path("asked"), "--report");
    t.check();
  }

  @Test
  void report() throws IOException {
    Transcript t = new Transcript("report");
    String whole = t.copy(NOW, "whole");
    for (String format : new String[] {"text", "csv", "html"}) {
      t.run("report", whole, "--format", format);
    }
    String run = t.copy(Formats.FOLDER + "/run", "run");
    for (String format : new String[] {"text", "markdown", "csv", "json", "junit", "html"}) {
      t.run("report", run, "--format", format, "--out", t.path("run." + format));
    }
    t.run("report", Formats.FOLDER + "/repeats", "--format", "html", "--out", t.path("x.html"));
    t.run("report", Formats.FOLDER + "/journal");
    String other = Formats.FOLDER + "/other";
    t.run("report", run, other, "--format", "figures-jsonl");
    t.run("report", other, "--format", "claims-csv");
    t.run("report", run, "--format", "verdicts-jsonl");
    t.run("report", run, other, "--format", "latex");
    t.run("report", "--history", run, other, "--figure", "verify.accuracy");
    t.run("corpus", "rows", "--format", "claims-jsonl");
    t.run("corpus", "rows", "--texts");
    t.run("corpus", "doubt", run, other, "--gold", Formats.FOLDER + "/eval");
    t.run("corpus", "export", "--out", t.path("train.jsonl"));
    t.run("score", run);
    t.run("bundle", "create", run, "--out", t.path("run.zip"));
    t.run("bundle", "verify", t.path("run.zip"));
    // As they were called before.
    t.run("export", run, "--rows", "verdicts", "--csv");
    t.run("verify-bundle", t.path("run.zip"));
    t.check();
  }

  private static JsonNode json(String text) throws IOException {
    return Json.PLAIN.readTree(text);
  }

  @Test
  void label() throws IOException, InterruptedException {
    Transcript t = new Transcript("label");
    String seeds = Formats.FOLDER + "/seeds";
    String gold = t.copy(Formats.FOLDER + "/eval", "eval");
    String run = Formats.FOLDER + "/run";
    String other = Formats.FOLDER + "/other";
    t.serve(
        page -> {
          page.get("");
          String version = json(page.get("all")).at("/stories/river/version").asText();
          String verdict =
              "{\"article\":\"ferry\",\"id\":\"v01\",\"version\":\"%s\",\"verdict\":{\"label\":\"NOT_ENOUGH_INFO\",\"why\":\"of"
                  + " the bridge\"}}";
          page.post("verdict", verdict.formatted(version));
          page.post("verdict", verdict.formatted(version));
          page.post("undo", "{}");
          String claims = json(page.get("all")).at("/articles/0/version").asText();
          page.post(
              "claim",
              "{\"article\":\"bridge\",\"id\":\"c02\",\"version\":\"%s\",\"claim\":{\"text\":\"40 boats passed.\",\"quotes\":[\"40 boats passed\"],\"kind\":\"event\",\"hedge\":\"none\",\"weight\":\"must\"}}"
                  .formatted(claims));
          page.post("nonsense", "{}");
          page.get("nonsense");
        },
        "label",
        "--seeds",
        seeds,
        "--gold",
        gold,
        "--doubt",
        run,
        other);
    for (String annotator : new String[] {"anna", "bob"}) {
      t.serve(
          page -> {
            page.get("");
            String version = json(page.get("all")).at("/stories/river/version").asText();
            page.post("suggest", "{\"article\":\"bridge\",\"id\":\"v01\"}");
            String label =
                annotator.equals("anna")
                    ? "\"SUPPORTED\",\"evidence\":[\"shut\"]"
                    : "\"REFUTED\",\"evidence\":[\"shut on Monday\"],\"why\":\"x\"";
            page.post(
                "verdict",
                "{\"article\":\"bridge\",\"id\":\"v01\",\"version\":\"%s\",\"verdict\":{\"label\":%s}}"
                    .formatted(version, label));
          },
          "label",
          "--seeds",
          seeds,
          "--gold",
          gold,
          "--annotator",
          annotator,
          "--suggest",
          run);
    }
    t.serve(
        page -> {
          page.get("");
          JsonNode all = json(page.get("all"));
          page.post(
              "settle",
              "{\"version\":\"%s\",\"key\":\"%s\",\"choice\":2}"
                  .formatted(all.path("version").asText(), all.at("/items/0/key").asText()));
          page.post("agreed", "{\"version\":\"old\"}");
          page.post("undo", "{}");
        },
        "label",
        "--seeds",
        seeds,
        "--gold",
        gold,
        "--adjudicate",
        "anna",
        "bob");
    String sheet =
        t.write(
            "claims.csv",
            "id,article,claim,quoted,label,note\nx1,bridge,The bridge shut.,The bridge shut,,\n");
    t.serve(
        page -> {
          page.get("");
          String version = json(page.get("all")).path("version").asText();
          page.post(
              "label",
              "{\"version\":\"%s\",\"id\":\"x1\",\"label\":\"SUPPORTED\",\"note\":\"=1\"}"
                  .formatted(version));
          page.post("undo", "{}");
        },
        "label",
        "--articles",
        seeds,
        "--sheet",
        sheet);
    t.check();
  }
}
