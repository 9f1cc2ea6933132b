package dev.claimbench.testing;

import dev.claimbench.Claimbench;
import dev.claimbench.RunBuilder;
import dev.claimbench.RunFolder;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Stories s0, s1, … of one article each ("Bridge number 0 of town 3 is open. …"), with a gold claim
 * and four verdicts, all SUPPORTED; and models that are right on the first few verdicts of each.
 */
final class World {
  static final int VERDICTS = 4;

  final Path dir;
  final int stories;

  World(Path dir, int stories) {
    this.dir = dir;
    this.stories = stories;
    for (int s = 0; s < stories; s++) {
      StringBuilder text = new StringBuilder();
      StringBuilder verify = new StringBuilder("version: 1\nstory: s" + s + "\nclaims:\n");
      for (int k = 0; k < VERDICTS; k++) {
        text.append(sentence(s, k)).append('\n');
        verify.append(
            """
              - id: v%d
                text: "%s"
                family: f%d
                verdicts:
                  a%d: {label: SUPPORTED, evidence: ["%s"]}
            """
                .formatted(k, sentence(s, k), k, s, sentence(s, k)));
      }
      write("seeds/s" + s + "/a" + s + ".md", text.toString());
      write("eval/verify/s" + s + ".yaml", verify.toString());
      write(
          "eval/gold/a" + s + ".yaml",
          """
          version: 1
          article: a%d
          claims:
            - {id: c01, text: "%s", quotes: ["%s"], speaker: null, kind: event, quantity: null, date: null, hedge: none, weight: must}
          """
              .formatted(s, sentence(s, 0), sentence(s, 0)));
    }
  }

  private static String sentence(int story, int k) {
    return "Bridge number " + k + " of town " + story + " is open.";
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(dir.resolve(name).getParent());
      Files.writeString(dir.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String seeds() {
    return dir.resolve("seeds").toString();
  }

  String gold() {
    return dir.resolve("eval").toString();
  }

  RunPlan plan() {
    return Claimbench.plan(dir.resolve("seeds"), dir.resolve("eval"));
  }

  /** A run of a model that is right on so many verdicts of each story, and extracts the claim. */
  RunFolder run(String model, int right) {
    return new RunBuilder(
            new Town("ollama/" + model, right), java.time.Clock.systemUTC(), Optional.empty(), 1)
        .run(plan(), dir.resolve("runs").resolve(model));
  }

  /** Answers as a test says; a negative number fails every verdict. */
  record Town(String spec, int right) implements Model {
    @Override
    public ModelInfo info() {
      return new ModelInfo(spec, "ollama", spec, "sha256:1", "", 0, Map.of());
    }

    @Override
    public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
      if (prompt.task().equals("extract")) {
        String first = prompt.article().text().lines().findFirst().orElseThrow();
        return says(
            """
            {"claims":[{"quote":"%s","claim":"%s","speaker":"","kind":"event","value":null,\
            "unit":"","bound":"none","date":"","hedge":"none"}]}\
            """
                .formatted(first, first));
      }
      if (right < 0) {
        throw new ModelException(ModelException.Cause.BAD_REQUEST, "no more");
      }
      int k = Integer.parseInt(prompt.claim().orElseThrow().id().substring(1));
      return says(
          "{\"evidence\":\"\",\"verdict\":\"%s\"}".formatted(k < right ? "SUPPORTED" : "REFUTED"));
    }

    @Override
    public void close() {}
  }

  static Reply says(String text) {
    return Reply.of(text);
  }
}
