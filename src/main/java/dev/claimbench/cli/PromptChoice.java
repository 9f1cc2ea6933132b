package dev.claimbench.cli;

import dev.claimbench.claim.UserError;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The prompt of each task, and thinking or not, with which a model did best on development stories.
 * A prompt that was tuned on the model in use favours it: each model gets the one that suits it.
 *
 * @param prompts folder by task
 * @param think empty where it was not tried
 * @param lines what was tried, for the reader
 */
record PromptChoice(Map<String, Path> prompts, Optional<Boolean> think, List<String> lines) {

  /**
   * One way of asking.
   *
   * @param think empty leaves it to the model
   */
  record Variant(Path prompts, Optional<Boolean> think) {
    String name() {
      return prompts + think.map(t -> t ? ", thinking" : ", not thinking").orElse("");
    }
  }

  /** What it came to on development stories. */
  record Tried(Variant variant, Scores scores) {
    private double figure(String metric) {
      return scores
          .measure(metric)
          .map(m -> m.value().orElse(Double.NEGATIVE_INFINITY))
          .orElse(Double.NEGATIVE_INFINITY);
    }
  }

  /**
   * Chooses by the policy's first deciding figure of each task; of equals the one tried first.
   * Where thinking was tried, the sum over tasks decides on it.
   *
   * @param tried 1 or more
   */
  static PromptChoice of(List<Tried> tried, Policy policy) {
    Map<String, String> figures = new LinkedHashMap<>();
    policy.primary().keySet().forEach(m -> figures.putIfAbsent(m.replaceFirst("\\..*", ""), m));
    List<String> lines = new ArrayList<>();
    figures.forEach((task, metric) -> tried.forEach(t -> lines.add(line(task, metric, t))));
    PromptChoice best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Optional<Boolean> think :
        tried.stream().map(t -> t.variant().think()).distinct().toList()) {
      Map<String, Path> prompts = new LinkedHashMap<>();
      double sum = 0;
      for (Map.Entry<String, String> figure : figures.entrySet()) {
        Tried one = best(tried, think, figure.getValue());
        prompts.put(figure.getKey(), one.variant().prompts());
        // A task that was not asked has no say.
        sum += Math.max(0, one.figure(figure.getValue()));
      }
      if (best == null || sum > most) {
        best = new PromptChoice(prompts, think, lines);
        most = sum;
      }
    }
    return best;
  }

  private static Tried best(List<Tried> tried, Optional<Boolean> think, String metric) {
    Tried best = null;
    for (Tried one : tried) {
      boolean asked = one.variant().think().equals(think);
      if (asked && (best == null || one.figure(metric) > best.figure(metric))) {
        best = one;
      }
    }
    return best;
  }

  private static String line(String task, String metric, Tried tried) {
    double value = tried.figure(metric);
    return task
        + " with "
        + tried.variant().name()
        + ": "
        + (Double.isInfinite(value)
            ? "no " + metric
            : String.format(Locale.ROOT, "%s %.3f", metric, value));
  }

  /** The chosen prompts in one folder, with their schemas. */
  Path write(Path folder) {
    for (Map.Entry<String, Path> task : prompts.entrySet()) {
      String name = task.getKey();
      Path from = task.getValue().resolve(name + ".md");
      try {
        String text = Files.readString(from);
        String schema =
            text.lines()
                .filter(l -> l.startsWith("schema:"))
                .map(l -> l.substring("schema:".length()).strip())
                .findFirst()
                .orElse(name + ".schema.json");
        AtomicFile.write(
            folder.resolve(name + ".md"),
            text.replaceFirst("(?m)^schema:.*$", "schema: " + name + ".schema.json"));
        AtomicFile.write(
            folder.resolve(name + ".schema.json"),
            Files.readString(task.getValue().resolve(schema)));
      } catch (IOException e) {
        throw new UserError(from + ": cannot be read (" + e.getMessage() + ")");
      }
    }
    return folder;
  }

  /** Options of {@code claimbench run} that ask so. */
  List<String> options(Path folder) {
    List<String> words = new ArrayList<>(List.of("--prompts", write(folder).toString()));
    think.ifPresent(t -> words.add(t ? "--think" : "--no-think"));
    return words;
  }

  /** Such as {@code extract prompts/brief, verify prompts}. */
  String words() {
    List<String> parts = new ArrayList<>();
    prompts.forEach((task, folder) -> parts.add(task + " " + folder));
    think.ifPresent(t -> parts.add(t ? "thinking" : "not thinking"));
    return String.join(", ", parts);
  }
}
