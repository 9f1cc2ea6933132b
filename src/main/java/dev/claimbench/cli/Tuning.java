package dev.claimbench.cli;

import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.model.Think;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How each of two models is to be asked, found out on development stories.
 *
 * @param code exit code of the first run that was not complete; 0 if all were
 * @param models as the user named them
 * @param choices one a model; empty where there was nothing to choose
 * @param options what {@code claimbench run} is told for each model
 */
record Tuning(
    int code, List<String> models, List<PromptChoice> choices, List<List<String>> options) {
  /** Enough to tell prompts apart that matter, and an eighth of what the decision takes. */
  private static final int VERDICTS = 200;

  /** Asks one model. */
  interface Ask {
    int ask(String model, Path folder, List<String> options);
  }

  /**
   * Tries all variants, each prompt with each amount of thinking, with both models; unless there is
   * one only, or the options say what to ask about or with which prompts.
   *
   * @param prompts folders
   * @param thinking how much of it is tried; none leaves it to the model
   * @param options the user's own for {@code claimbench run}
   */
  static Tuning of(
      List<String> models,
      List<Path> prompts,
      List<Think> thinking,
      List<String> options,
      Policy policy,
      Path top,
      Environment environment,
      Ask asker) {
    List<PromptChoice.Variant> variants = variants(prompts, thinking);
    boolean stories = Files.exists(environment.folder("eval").resolve("stories.yaml"));
    if (told(options) || variants.size() < 2 || !stories) {
      List<String> one = new ArrayList<>();
      if (!told(options) || prompts.size() == 1) {
        prompts.stream().limit(1).forEach(p -> one.addAll(List.of("--prompts", p.toString())));
      }
      thinking.stream().limit(1).forEach(t -> one.addAll(PromptChoice.option(t)));
      return new Tuning(ExitCode.OK, models, List.of(), List.of(one, one));
    }
    List<PromptChoice> choices = new ArrayList<>();
    List<List<String>> chosen = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      Path own = top.resolve("dev").resolve(m == 0 ? "baseline" : "candidate");
      List<PromptChoice.Tried> tried = new ArrayList<>();
      for (int v = 0; v < variants.size(); v++) {
        Path folder = own.resolve(Integer.toString(v + 1));
        int code = asker.ask(models.get(m), folder, words(variants.get(v), options));
        if (code != ExitCode.OK) {
          return new Tuning(code, models, List.of(), List.of());
        }
        Scores scores = RunScores.load(folder, Optional.empty(), Optional.empty());
        tried.add(new PromptChoice.Tried(variants.get(v), scores));
      }
      PromptChoice choice = PromptChoice.of(tried, policy);
      choices.add(choice);
      chosen.add(choice.options(own.resolve("prompts")));
    }
    return new Tuning(ExitCode.OK, models, choices, chosen);
  }

  /** Whether the user's options say what to ask about, or how: then nothing is tried. */
  static boolean told(List<String> options) {
    return options.stream()
        .anyMatch(
            o -> o.startsWith("--suite") || o.startsWith("--seeds") || o.startsWith("--prompts"));
  }

  private static List<PromptChoice.Variant> variants(List<Path> prompts, List<Think> thinking) {
    List<PromptChoice.Variant> variants = new ArrayList<>();
    for (Path folder : prompts) {
      if (thinking.isEmpty()) {
        variants.add(new PromptChoice.Variant(folder, Optional.empty()));
      }
      thinking.forEach(t -> variants.add(new PromptChoice.Variant(folder, Optional.of(t))));
    }
    return variants;
  }

  private static List<String> words(PromptChoice.Variant variant, List<String> options) {
    List<String> words = new ArrayList<>(List.of("--suite", "dev"));
    if (options.stream().noneMatch(o -> o.startsWith("--verdicts") || o.equals("--all"))) {
      words.addAll(List.of("--verdicts", Integer.toString(VERDICTS)));
    }
    words.addAll(options);
    words.addAll(List.of("--prompts", variant.prompts().toString()));
    variant.think().ifPresent(t -> words.addAll(PromptChoice.option(t)));
    return words;
  }

  /** Whether prompts were tried on development stories. */
  boolean tried() {
    return !choices.isEmpty();
  }

  /** What {@code claimbench run} is told for a model, the first or the second. */
  List<String> options(int model) {
    return options.get(model);
  }

  /** Every candidate's figures, which was taken for which task of each model, and why. */
  String words() {
    StringBuilder text = new StringBuilder();
    for (int m = 0; m < choices.size(); m++) {
      PromptChoice choice = choices.get(m);
      if (m == 0) {
        text.append("\nCandidates, on development stories; of each model the best went on\n");
      }
      List<String> columns = columns(choice);
      int width = width();
      text.append("  ").append(pad(models.get(m), width));
      columns.forEach(c -> text.append("  ").append(c));
      text.append('\n');
      for (PromptChoice.Tried one : choice.tried()) {
        text.append("    ").append(pad(one.variant().name(), width - 2));
        for (String column : columns) {
          OptionalDouble figure = one.figure(column);
          String value =
              figure.isPresent() ? String.format(Locale.ROOT, "%.3f", figure.getAsDouble()) : "–";
          text.append("  ").append(" ".repeat(column.length() - value.length())).append(value);
        }
        List<String> taken = choice.takenFor(one);
        text.append(taken.isEmpty() ? "" : "  ← " + String.join(", ", taken)).append('\n');
      }
      choice.reasons().forEach(why -> text.append("    ").append(why).append('\n'));
    }
    return text.toString();
  }

  /** What decides of each task that was asked, and how many of its answers were valid. */
  private static List<String> columns(PromptChoice choice) {
    List<String> columns = new ArrayList<>();
    choice
        .figures()
        .forEach(
            (task, metric) -> {
              columns.add(metric);
              columns.add(task + ".valid");
            });
    columns.removeIf(c -> choice.tried().stream().allMatch(t -> t.figure(c).isEmpty()));
    return columns.stream().distinct().toList();
  }

  private int width() {
    int names =
        choices.stream()
            .flatMap(c -> c.tried().stream())
            .mapToInt(t -> t.variant().name().length() + 2)
            .max()
            .orElse(0);
    return Math.max(names, models.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
