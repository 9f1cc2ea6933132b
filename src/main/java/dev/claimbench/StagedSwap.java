package dev.claimbench;

import dev.claimbench.compare.Decision;
import dev.claimbench.compare.GroupSequentialDesign;
import dev.claimbench.compare.GroupSequentialDesign.Look;
import dev.claimbench.dataset.Article;
import dev.claimbench.run.Energy;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.Home;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.run.TaskCalls;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A swap that begins with a part of the stories and goes on until it is decided ({@link
 * GroupSequentialDesign}). Each look has a folder of its own with two whole runs about the stories
 * so far; it takes over what the look before has asked.
 */
public record StagedSwap(ModelSwap swap) {

  /**
   * What came of it.
   *
   * @param decided at the last look that was taken
   * @param folder of its two runs
   * @param looks what each said, in order
   */
  public record Result(
      SwapDecision decided, GroupSequentialDesign design, Path folder, List<Decision> looks) {

    /** A line a look. */
    public String toText() {
      StringBuilder text = new StringBuilder("\nLooks, ");
      text.append(
          Text.format(
              "error rate %.4f in all%n", design.looks().stream().mapToDouble(Look::alpha).sum()));
      for (int i = 0; i < looks.size(); i++) {
        Look look = design.looks().get(i);
        text.append(
            Text.format(
                "  %d of %d stories, at %.4f: %s%n",
                look.stories(),
                design.stories().size(),
                look.alpha(),
                i < looks.size() - 1 ? "not decided" : looks.get(i).word()));
      }
      return text.append("  runs: ").append(folder).append('\n').toString();
    }
  }

  /**
   * What will be asked at most, in order.
   *
   * @throws UserError for anything wrong with the inputs, and with too few stories
   */
  public List<ModelSwap.Stage> stages(Home home) {
    List<ModelSwap.Stage> whole = swap.stages(Optional.empty(), 1, Optional.empty(), home);
    List<ModelSwap.Stage> stages = new ArrayList<>(whole.subList(0, whole.size() - 2));
    List<String> models = List.of(swap.inUse().model().text(), swap.candidate().text());
    Inputs inputs = swap.questions(!stages.isEmpty());
    GroupSequentialDesign design = design(inputs, home);
    List<TaskCalls> before = List.of();
    for (int i = 0; i < design.looks().size(); i++) {
      Look look = design.looks().get(i);
      List<TaskCalls> sofar =
          swap.inUse()
              .withInputs(inputs.withStories(design.asked(look)))
              .plan(home, n -> {})
              .taskCalls();
      List<TaskCalls> asked = new ArrayList<>();
      for (TaskCalls t : sofar) {
        asked.add(
            before.stream()
                .filter(b -> b.task().equals(t.task()))
                .findFirst()
                .map(t::minus)
                .orElse(t));
      }
      for (String model : i % 2 == 0 ? models : ModelSwap.backwards(models)) {
        String what = look.stories() + " of " + design.stories().size() + " stories";
        stages.add(new ModelSwap.Stage(model, what, asked, false));
      }
      before = sofar;
    }
    return stages;
  }

  /** Asks, compares and decides, look by look. */
  public Result decide(Home home, ExperimentLauncher launcher) {
    ModelSwap.PreparedExperiments prepared = swap.prepare(home, launcher);
    Inputs inputs = swap.questions(prepared.search().tried());
    GroupSequentialDesign design = design(inputs, home);
    List<Decision> looks = new ArrayList<>();
    Optional<Path> before = Optional.empty();
    while (true) {
      Look look = design.looks().get(looks.size());
      Path folder = swap.inUse().out().resolve("stories-" + look.stories());
      List<Experiment> both = prepared.about(inputs.withStories(design.asked(look)), folder);
      before.ifPresent(b -> takeOver(b, folder));
      SwapDecision decided =
          swap.decide(
              prepared.search(),
              both,
              // The one that was asked last goes on: one GPU loads each model no more than it must.
              looks.size() % 2 == 1,
              design.policy(swap.policy(), look),
              home,
              launcher);
      looks.add(decided.decision());
      if (design.stands(look, decided.decision(), decided.comparison().differences())) {
        return new Result(decided, design, folder, List.copyOf(looks));
      }
      before = Optional.of(folder);
    }
  }

  private GroupSequentialDesign design(Inputs inputs, Home home) {
    RunPlan plan = swap.inUse().withInputs(inputs).plan(home, note -> {});
    List<String> stories = plan.articles().stream().map(Article::story).toList();
    return GroupSequentialDesign.of(swap.policy().alpha(), stories, swap.seed());
  }

  /** Answers and energy of an earlier look; a look that has begun has them. */
  private static void takeOver(Path before, Path now) {
    for (String model : ModelSwap.FOLDERS) {
      for (String part : List.of("", RunPlan.WITHOUT_ARTICLE)) {
        Path from = before.resolve(model).resolve(part);
        Path to = now.resolve(model).resolve(part);
        for (String file : List.of(RunStore.JOURNAL, Energy.FILE)) {
          if (Manifest.find(to).isEmpty() && Files.exists(from.resolve(file))) {
            copy(from.resolve(file), to.resolve(file));
          }
        }
      }
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(to + ": cannot be written (" + TextFiles.reason(e) + ")");
    }
  }
}
