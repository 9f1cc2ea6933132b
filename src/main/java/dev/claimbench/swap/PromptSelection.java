package dev.claimbench.swap;

import dev.claimbench.compare.Measure;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.model.Think;
import dev.claimbench.task.Task;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The prompt of each task, and how much thinking, with which a model did best on development
 * stories. A prompt that was tuned on the model in use favours it: each model gets the one that
 * suits it.
 *
 * @param prompts folder by task
 * @param think empty where it was not tried
 * @param tried all candidates in the order tried
 * @param figures the figure that decided, by task
 */
public record PromptSelection(
    Map<String, Path> prompts,
    Optional<Think> think,
    List<TriedPrompt> tried,
    Map<String, String> figures) {

  /**
   * One way of asking.
   *
   * @param think empty leaves it to the model
   */
  public record Variant(Path prompts, Optional<Think> think) {
    public String name() {
      return prompts + think.map(t -> ", " + toText(t)).orElse("");
    }
  }

  /** What it came to on development stories. */
  public record TriedPrompt(Variant variant, Scores scores) {
    public OptionalDouble figure(String metric) {
      return scores.measure(metric).map(Measure::value).orElse(OptionalDouble.empty());
    }

    private double orLeast(String metric) {
      return figure(metric).orElse(Double.NEGATIVE_INFINITY);
    }
  }

  /**
   * Chooses by the policy's first deciding figure of each task; of equals the one tried first.
   * Where thinking was tried, the sum over tasks decides on it.
   *
   * @param tried 1 or more
   */
  public static PromptSelection select(List<TriedPrompt> tried, Policy policy) {
    Map<String, String> figures = new LinkedHashMap<>();
    policy.primary().keySet().forEach(m -> figures.putIfAbsent(m.replaceFirst("\\..*", ""), m));
    Optional<Think> most =
        settings(tried).stream()
            // The first of equals: a stream's max is the last.
            .reduce((x, y) -> sum(tried, y, figures) > sum(tried, x, figures) ? y : x)
            .orElseThrow();
    Map<String, Path> prompts = new LinkedHashMap<>();
    figures.forEach((task, m) -> prompts.put(task, best(tried, most, m).variant().prompts()));
    return new PromptSelection(prompts, most, List.copyOf(tried), figures);
  }

  private static List<Optional<Think>> settings(List<TriedPrompt> tried) {
    return tried.stream().map(t -> t.variant().think()).distinct().toList();
  }

  /** A task that was not asked has no say. */
  private static double sum(
      List<TriedPrompt> tried, Optional<Think> think, Map<String, String> figures) {
    return figures.values().stream()
        .mapToDouble(m -> Math.max(0, best(tried, think, m).orLeast(m)))
        .sum();
  }

  private static TriedPrompt best(List<TriedPrompt> tried, Optional<Think> think, String metric) {
    return tried.stream()
        .filter(t -> t.variant().think().equals(think))
        .reduce((x, y) -> y.orLeast(metric) > x.orLeast(metric) ? y : x)
        .orElseThrow();
  }

  /** How a task is asked; one without a deciding figure as was tried first. */
  public Variant variantOf(String task) {
    return new Variant(prompts.getOrDefault(task, tried.get(0).variant().prompts()), think);
  }

  /** The tasks for which this one was taken. */
  public List<String> takenFor(TriedPrompt one) {
    return prompts.keySet().stream()
        .filter(
            task ->
                one.variant().equals(new Variant(prompts.get(task), think))
                    && one.figure(figures.get(task)).isPresent())
        .toList();
  }

  /** Why these, a line each; a task that was not asked has none. */
  public List<String> reasons() {
    List<String> lines = new ArrayList<>();
    figures.forEach(
        (task, metric) -> {
          List<TriedPrompt> rivals =
              tried.stream().filter(t -> t.variant().think().equals(think)).toList();
          TriedPrompt taken = best(rivals, think, metric);
          if (taken.figure(metric).isPresent() && rivals.size() > 1) {
            double next =
                rivals.stream()
                    .filter(t -> !t.equals(taken))
                    .mapToDouble(t -> t.orLeast(metric))
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
            lines.add(
                task
                    + " with "
                    + taken.variant().prompts()
                    + ": "
                    + against(metric, taken.orLeast(metric), next));
          }
        });
    settled().ifPresent(lines::add);
    return lines;
  }

  private Optional<String> settled() {
    if (think.isEmpty() || settings(tried).size() < 2) {
      return Optional.empty();
    }
    double next =
        settings(tried).stream()
            .filter(t -> !t.equals(think))
            .map(t -> sum(tried, t, figures))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return Optional.of(
        toText(think.get())
            + ": "
            + against(String.join(" + ", figures.values()), sum(tried, think, figures), next));
  }

  private static String against(String what, double taken, double next) {
    if (Double.isInfinite(next)) {
      return Text.format("%s %.3f, none otherwise", what, taken);
    }
    return taken == next
        ? Text.format("%s %.3f, as the next; the one tried first", what, taken)
        : Text.format("%s %.3f, the next %.3f", what, taken, next);
  }

  /** {@code thinking}, {@code not thinking} or {@code thinking low}. */
  private static String toText(Think think) {
    return think.isLevel()
        ? "thinking " + think.word()
        : think.isOff() ? "not thinking" : "thinking";
  }

  /** The chosen prompts in one folder, with their schemas. */
  private void writePrompts(Path folder) {
    Set<String> tasks = new LinkedHashSet<>(prompts.keySet());
    // A task that decides nothing is asked as well, but for a folder that has no prompt for it.
    Tasks.all().stream()
        .map(Task::name)
        .filter(task -> Files.exists(variantOf(task).prompts().resolve(task + ".md")))
        .forEach(tasks::add);
    for (String name : tasks) {
      Path prompt = variantOf(name).prompts();
      Path from = prompt.resolve(name + ".md");
      try {
        String text = TextFiles.decode(from.toString(), Files.readAllBytes(from));
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
            TextFiles.decode(
                prompt.resolve(schema).toString(), Files.readAllBytes(prompt.resolve(schema))));
      } catch (IOException e) {
        throw new UserError(from + ": cannot be read (" + TextFiles.reason(e) + ")");
      }
    }
  }

  /**
   * The way of asking that was chosen.
   *
   * @param folder where the chosen prompts are written
   */
  public Variant write(Path folder) {
    writePrompts(folder);
    return new Variant(folder, think);
  }

  /** Such as {@code extract prompts/brief, verify prompts, thinking low}. */
  String toText() {
    List<String> parts = new ArrayList<>();
    prompts.forEach((task, folder) -> parts.add(task + " " + folder));
    think.ifPresent(t -> parts.add(toText(t)));
    return String.join(", ", parts);
  }
}
