package dev.claimbench.swap;

import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import dev.claimbench.model.Think;
import dev.claimbench.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which prompts and how much thinking suit each of two models, tried on development stories.
 *
 * @param models as the user named them
 * @param selections one a model; empty where there was nothing to choose
 */
public record PromptSearch(List<String> models, List<PromptSelection> selections) {
  /** Enough to tell prompts apart that matter, and an eighth of what the decision takes. */
  public static final int VERDICTS = 200;

  /** One model asked in one way on development stories. */
  public interface Trial {
    /**
     * Asks one model.
     *
     * @param model 0 or 1
     * @param number of the variant, from 1
     */
    Scores run(int model, int number, PromptSelection.Variant variant);
  }

  /** Nothing was tried. */
  public static PromptSearch none(List<String> models) {
    return new PromptSearch(models, List.of());
  }

  /** Tries all variants with both models. */
  public static PromptSearch run(
      List<String> models, List<PromptSelection.Variant> variants, Policy policy, Trial trial) {
    List<PromptSelection> selections = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      List<PromptSelection.TriedPrompt> tried = new ArrayList<>();
      for (int v = 0; v < variants.size(); v++) {
        Scores scores = trial.run(m, v + 1, variants.get(v));
        tried.add(new PromptSelection.TriedPrompt(variants.get(v), scores));
      }
      selections.add(PromptSelection.select(tried, policy));
    }
    return new PromptSearch(models, selections);
  }

  /** Each folder of prompts with each amount of thinking. */
  public static List<PromptSelection.Variant> variants(List<Path> prompts, List<Think> thinking) {
    List<PromptSelection.Variant> variants = new ArrayList<>();
    for (Path folder : prompts) {
      if (thinking.isEmpty()) {
        variants.add(new PromptSelection.Variant(folder, Optional.empty()));
      }
      thinking.forEach(t -> variants.add(new PromptSelection.Variant(folder, Optional.of(t))));
    }
    return variants;
  }

  /** Whether prompts were tried on development stories. */
  public boolean tried() {
    return !selections.isEmpty();
  }

  /** Every candidate's figures, which was taken for which task of each model, and why. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (int m = 0; m < selections.size(); m++) {
      PromptSelection choice = selections.get(m);
      if (m == 0) {
        text.append("\nCandidates, on development stories; of each model the best went on\n");
      }
      List<String> columns = columns(choice);
      int width = width();
      text.append("  ").append(Text.pad(models.get(m), width));
      columns.forEach(c -> text.append("  ").append(c));
      text.append('\n');
      for (PromptSelection.TriedPrompt one : choice.tried()) {
        text.append("    ").append(Text.pad(one.variant().name(), width - 2));
        for (String column : columns) {
          OptionalDouble figure = one.figure(column);
          String value = figure.isPresent() ? Text.format("%.3f", figure.getAsDouble()) : "–";
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
  private static List<String> columns(PromptSelection choice) {
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
        selections.stream()
            .flatMap(c -> c.tried().stream())
            .mapToInt(t -> t.variant().name().length() + 2)
            .max()
            .orElse(0);
    return Math.max(names, models.stream().mapToInt(String::length).max().orElse(0));
  }
}
