package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.options.InputOptions;
import dev.claimbench.judge.PairJudge;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Inputs;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.run.RunPlan;
import dev.claimbench.strategy.Adaptation;
import dev.claimbench.task.PromptDiff;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptLint;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench prompts}: what a model will see. */
@Command(
    name = "prompts",
    header = "Shows, checks and compares prompts.",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a model will see, checks prompts for problems, and shows how two folders of"
          + " prompts",
      "differ. Each prompt has a version, which is yours to count, and a hash."
    },
    footer = {"", "Example:", "  claimbench prompts diff prompts/plain prompts"})
public final class PromptsCommand extends CommandGroup {
  /** All that a folder of prompts may hold. */
  static final List<PromptKind> KINDS =
      Stream.of(Tasks.prompts(), Adaptation.PROMPTS, List.of(PairJudge.PROMPT))
          .flatMap(List::stream)
          .toList();

  private final Environment environment;

  PromptsCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "How two folders of prompts differ, line by line.",
      footer = {"", "Example:", "  claimbench prompts diff prompts/plain prompts"})
  int diff(
      @Parameters(paramLabel = "A", description = "A folder like prompts/") Path a,
      @Parameters(paramLabel = "B", description = "Another one") Path b) {
    List<String> lines =
        PromptDiff.compute(new PromptLibrary(a).all(KINDS), new PromptLibrary(b).all(KINDS));
    lines.forEach(out()::println);
    if (lines.isEmpty()) {
      out().println("the same prompts");
    }
    out().flush();
    return ExitCode.OK;
  }

  @Command(
      name = "lint",
      header = "Checks a folder's prompts for problems.",
      mixinStandardHelpOptions = true,
      description = "Checks a folder's prompts for problems; exit code 2 if a prompt cannot work.",
      footer = {"", "Example:", "  claimbench prompts lint prompts"})
  int lint(
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              description = "A folder like prompts/, which is the default")
          Path given) {
    Path folder = given == null ? environment.folder("prompts") : given;
    boolean wrong = false;
    Map<String, PromptTemplate> templates = new PromptLibrary(folder).all(KINDS);
    for (PromptKind kind : KINDS) {
      PromptTemplate template = templates.get(kind.name());
      if (template == null) {
        continue;
      }
      List<PromptLint.Problem> found = PromptLint.check(kind, template);
      out()
          .println(
              "%s: %s%s"
                  .formatted(
                      kind.name(),
                      PromptDiff.named(template),
                      found.isEmpty() ? ", nothing odd" : ""));
      for (PromptLint.Problem finding : found) {
        wrong |= finding.wrong();
        out().println("  " + (finding.wrong() ? "wrong: " : "odd: ") + finding.text());
      }
    }
    out().flush();
    return wrong ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  /** {@code claimbench prompts render}. */
  @Command(
      name = "render",
      header = "Prints what a model will see of an item, and its tokens.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Prints what a model will see of one item, and how many tokens it has for a model.",
        "Items are named as in a journal: an article's id, or story/claim@article."
      },
      footer = {
        "",
        "Example:",
        "  claimbench prompts render vell-batteries/v01@vell-batteries-journal \\",
        "    --model gguf/qwen2.5-coder-0.5b"
      })
  int render(
      @Parameters(
              paramLabel = "ITEM",
              arity = "0..1",
              description = "Default: the first of each task")
          String item,
      @Option(
              names = "--model",
              paramLabel = "SPEC",
              description = "Counts the tokens for this model; may be repeated")
          List<String> models,
      @Mixin InputOptions inputs)
      throws ModelException {
    RunPlan plan =
        inputs
            .inputs()
            .plan(
                environment.project(),
                Sampling.greedy(1, Duration.ofSeconds(60)),
                Inputs.EVERY,
                err()::println);
    List<Prompt> chosen =
        plan.templates().entrySet().stream()
            .flatMap(
                e ->
                    Tasks.named(e.getKey())
                        .prompts(e.getValue(), plan.articles(), plan.verdicts())
                        .filter(p -> item == null || p.item().equals(item))
                        .limit(1))
            .toList();
    if (chosen.isEmpty()) {
      throw new UserError(
          "prompts render: no item '"
              + item
              + "'; expected an article's id or story/claim@article of these articles and gold");
    }
    chosen.forEach(prompt -> show(prompt, plan.templates().get(prompt.task())));
    for (String model : Optional.ofNullable(models).orElse(List.of())) {
      count(model, chosen);
    }
    out().flush();
    return ExitCode.OK;
  }

  private void show(Prompt prompt, PromptTemplate template) {
    out().println("=== " + prompt.task() + " " + prompt.item());
    out().println("prompt: " + PromptDiff.named(template));
    if (!prompt.system().isEmpty()) {
      out().println("--- system");
      out().println(prompt.system());
    }
    out().println("--- user");
    out().println(prompt.user());
    out().println("--- schema, at most " + template.maxTokens() + " tokens of answer");
    out().println(prompt.schema());
  }

  private void count(String name, List<Prompt> prompts) throws ModelException {
    ModelOptions options =
        ModelAccess.standard()
            .options(
                environment.variables(),
                DownloadedModels.standard(environment, err(), environment.progressWidth()));
    try (Model model = Claimbench.open(ModelSpec.parse(name), options)) {
      for (Prompt prompt : prompts) {
        int tokens = model.countTokens(prompt);
        out()
            .println(
                Text.format(
                    "%s: %s %s: %s (%,d characters)",
                    name,
                    prompt.task(),
                    prompt.item(),
                    tokens < 0 ? "cannot count tokens" : Text.format("%,d tokens", tokens),
                    prompt.system().length() + prompt.user().length()));
      }
    }
  }
}
