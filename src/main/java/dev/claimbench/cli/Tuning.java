package dev.claimbench.cli;

import dev.claimbench.compare.Policy;
import dev.claimbench.compare.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How each of two models is to be asked, found out on development stories.
 *
 * @param code exit code of the first run that was not complete; 0 if all were
 * @param models as the user named them
 * @param choices one a model; empty where there was nothing to choose
 * @param folders where the chosen prompts are, one a model
 */
record Tuning(int code, List<String> models, List<PromptChoice> choices, List<Path> folders) {
  /** Enough to tell prompts apart that matter, and an eighth of what the decision takes. */
  private static final int VERDICTS = 200;

  /** Asks one model. */
  interface Ask {
    int ask(String model, Path folder, List<String> options);
  }

  /**
   * Tries all variants with both models, unless there is one only, or the options say what to ask
   * about or with which prompts.
   *
   * @param prompts folders
   * @param thinking whether on and off are tried too
   * @param options the user's own for {@code claimbench run}
   */
  static Tuning of(
      List<String> models,
      List<Path> prompts,
      boolean thinking,
      List<String> options,
      Policy policy,
      Path top,
      Environment environment,
      Ask asker) {
    boolean told =
        options.stream()
            .anyMatch(
                o ->
                    o.startsWith("--suite")
                        || o.startsWith("--seeds")
                        || o.startsWith("--prompts"));
    List<PromptChoice.Variant> variants = variants(prompts, thinking);
    boolean stories = Files.exists(environment.folder("eval").resolve("stories.yaml"));
    if (told || variants.size() < 2 || !stories) {
      Optional<Path> one =
          told || prompts.isEmpty() ? Optional.empty() : Optional.of(prompts.get(0));
      return new Tuning(
          ExitCode.OK, models, List.of(), one.map(p -> List.of(p, p)).orElse(List.of()));
    }
    List<PromptChoice> choices = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
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
      choices.add(PromptChoice.of(tried, policy));
      folders.add(own.resolve("prompts"));
    }
    return new Tuning(ExitCode.OK, models, choices, folders);
  }

  private static List<PromptChoice.Variant> variants(List<Path> prompts, boolean thinking) {
    List<PromptChoice.Variant> variants = new ArrayList<>();
    for (Path folder : prompts) {
      if (thinking) {
        variants.add(new PromptChoice.Variant(folder, Optional.of(true)));
        variants.add(new PromptChoice.Variant(folder, Optional.of(false)));
      } else {
        variants.add(new PromptChoice.Variant(folder, Optional.empty()));
      }
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
    variant.think().ifPresent(t -> words.add(t ? "--think" : "--no-think"));
    return words;
  }

  /** Whether prompts were tried on development stories. */
  boolean tried() {
    return !choices.isEmpty();
  }

  /** What {@code claimbench run} is told for a model, the first or the second. */
  List<String> options(int model) {
    if (tried()) {
      return choices.get(model).options(folders.get(model));
    }
    return folders.isEmpty() ? List.of() : List.of("--prompts", folders.get(model).toString());
  }

  /** Which prompts were chosen, and what the others came to. */
  String words() {
    StringBuilder text = new StringBuilder();
    for (int m = 0; m < choices.size(); m++) {
      text.append(m == 0 ? "\nPrompts, chosen for each model on development stories\n" : "");
      text.append("  ").append(models.get(m)).append(": ").append(choices.get(m).words());
      text.append('\n');
      choices.get(m).lines().forEach(l -> text.append("    ").append(l).append('\n'));
    }
    return text.toString();
  }
}
