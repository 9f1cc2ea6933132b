package dev.claimbench.cli;

import dev.claimbench.cli.options.CommandGroup;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.judge.ExamFigures;
import dev.claimbench.judge.FaithfulnessFigures;
import dev.claimbench.judge.FaithfulnessJudge;
import dev.claimbench.judge.FeverFactClaims;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.JudgeQuestion;
import dev.claimbench.judge.LabelledClaim;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.AskingMethod;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code claimbench judge}: whether a model can judge pairs of claims, and claims by an article.
 */
@Command(
    name = "judge",
    header = "Examines a model as a judge of claims.",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well a model tells whether two claims say the same, and whether a claim",
      "follows from its article."
    },
    footer = {"", "Example:", "  claimbench judge exam gguf/qwen2.5-coder-0.5b --limit 60"})
final class JudgeCommand extends CommandGroup {
  private static final String HEAD = "  ANSWERS RIGHT               N  SHARE  95% OVER STORIES";

  private final Environment environment;

  JudgeCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      name = "exam",
      header = "Asks a model about labelled pairs of claims and about gold verdicts.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Asks a model what each labelled pair of claims is (same, contrary, overlapping or",
        "different), in both orders, and prints how often it is right by kind of change, its",
        "sensitivity and specificity, its agreement with the labels, and how often it says",
        "something else when the order is swapped. Then asks, with the prompt of verify, whether",
        "the claims of development stories follow from their articles, which people decided: a",
        "SUPPORTED claim is faithful, others are not. Answers are kept: the same command resumes."
      },
      footer = {"", "Example:", "  claimbench judge exam gguf/qwen2.5-coder-0.5b --limit 60"})
  int exam(
      @Parameters(paramLabel = "MODEL", description = "runtime/model[@where]") String model,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "Ask about N pairs and N verdicts, chosen by the seed. Default: all")
          Optional<Integer> limit,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "" + AskingMethod.SEED,
              description = "Chooses what --limit leaves. Default: ${DEFAULT-VALUE}")
          int seed,
      @Option(
              names = "--gold",
              paramLabel = "DIR",
              description = "Gold folder with stories.yaml, pairs/ and verify/. Default: eval")
          Optional<Path> gold,
      @Option(
              names = "--prompts",
              paramLabel = "DIR",
              description = "Folder with judge.md and verify.md. Default: prompts")
          Optional<Path> prompts,
      @Option(
              names = "--revision",
              paramLabel = "TEXT",
              description = "Names the weights of a server that reports no digest")
          Optional<String> revision,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = {
                "Where the answers on pairs are kept, those on faithfulness beside it, in",
                "MODEL.faithful.jsonl. Default: judges/MODEL.jsonl"
              })
          Optional<Path> out,
      @Option(
              names = "--feverfact",
              paramLabel = "FILE",
              description = {
                "Also ask about FEVERFact's claims, of which people said whether they follow from",
                "their text, and print the agreement; repeat for several files"
              })
          List<Path> feverFact) {
    if (limit.orElse(1) < 1) {
      throw new UserError("--limit: expected 1 or more, got " + limit.get());
    }
    ModelSpec named = ModelSpec.parse(model);
    if (named.isRecorded()) {
      throw new UserError(
          "judge exam: " + model + " is a journal; expected a model that can be asked");
    }
    Path labels = gold.orElseGet(() -> environment.folder("eval"));
    Stories stories = Stories.read(labels.resolve(Stories.FILE));
    List<ClaimPair> pairs =
        sample(
            PairsReader.read(labels.resolve("pairs"), stories.splits().keySet()),
            TextPair::from,
            limit,
            seed);
    Map<String, List<LabelledClaim>> claims = new LinkedHashMap<>();
    claims.put("dev", FaithfulnessLabels.development(labels, environment));
    if (feverFact != null) {
      FeverFact data = FeverFact.read(feverFact);
      Map<String, List<LabelledClaim>> people = new LinkedHashMap<>();
      people.put("FEVERFact, claims by themselves", FeverFactClaims.faithful(data));
      people.put("FEVERFact, focus", FeverFactClaims.focus(data));
      people.put("FEVERFact, coverage", FeverFactClaims.coverage(data));
      // A file has single claims or a system's claims for a sentence.
      people.values().removeIf(List::isEmpty);
      claims.putAll(people);
    }
    claims.replaceAll((name, list) -> sample(list, LabelledClaim::claim, limit, seed));
    Path file = out.orElseGet(() -> JudgeModel.exam(named));
    Bootstrap bootstrap = new Bootstrap(2000, seed);
    PrintWriter to = out();
    PromptLibrary library =
        new PromptLibrary(prompts.orElseGet(() -> environment.folder("prompts")));
    try (JudgeModel judge = new JudgeModel(environment, named, revision, library, err())) {
      if (judge.canBeAsked(JudgeModel.Question.PAIRS)) {
        pairs(to, file, judge, pairs, stories, bootstrap);
      } else {
        to.println(VisibleText.line(named.text()) + " gives verdicts only: no exam on pairs");
      }
      claims(to, JudgeModel.Question.FAITHFULNESS.exam(file), judge, claims, bootstrap);
    }
    return ExitCode.OK;
  }

  private static <Q> List<Q> sample(
      List<Q> all, Function<Q, JudgeQuestion> question, Optional<Integer> limit, int seed) {
    return limit.map(n -> JudgeExam.sample(all, question, n, seed)).orElse(all);
  }

  private static void pairs(
      PrintWriter to,
      Path file,
      JudgeModel judge,
      List<ClaimPair> pairs,
      Stories stories,
      Bootstrap bootstrap) {
    JudgeExam<PairLabel> exam =
        judge.ask(
            JudgeModel.Question.PAIRS,
            file,
            JudgeExam.EXAM,
            pairs.stream().map(TextPair::from).toList(),
            Optional.empty());
    to.println(VisibleText.line(exam.judge().model()) + ", answers in " + file);
    for (String split : List.of("dev", "test")) {
      List<ClaimPair> list =
          pairs.stream().filter(p -> split.equals(stories.splits().get(p.story()))).toList();
      if (!list.isEmpty()) {
        print(to, split, list, ExamFigures.compute(list, exam, bootstrap));
      }
    }
    to.flush();
  }

  private static void claims(
      PrintWriter to,
      Path file,
      JudgeModel judge,
      Map<String, List<LabelledClaim>> claims,
      Bootstrap bootstrap) {
    JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> exam =
        judge.ask(
            JudgeModel.Question.FAITHFULNESS,
            file,
            JudgeExam.EXAM,
            claims.values().stream().flatMap(List::stream).map(LabelledClaim::claim).toList(),
            Optional.empty());
    to.println();
    to.println("Does a claim follow from its article? answers in " + file);
    claims.forEach(
        (name, list) -> {
          if (list.isEmpty()) {
            to.println(name + ": no verdict to ask about");
          } else {
            print(to, name, list, FaithfulnessFigures.compute(list, exam, bootstrap));
          }
        });
    to.flush();
  }

  private static void print(
      PrintWriter to, String name, List<LabelledClaim> claims, FaithfulnessFigures figures) {
    to.printf(
        Locale.ROOT,
        "%n%s: %d claims of %d stories; %s%n",
        name,
        claims.size(),
        claims.stream().map(c -> c.claim().story()).distinct().count(),
        invalid(figures.invalid(), figures.answers(), figures.firstInvalid()));
    to.println(HEAD);
    figures.kinds().forEach((kind, share) -> line(to, kind, share));
    line(to, "faithful, sensitivity", figures.faithful().sensitivity());
    line(to, "faithful, specificity", figures.faithful().specificity());
    to.printf(
        Locale.ROOT,
        "  kappa with people %s; AUC %s%n",
        number(figures.kappa()),
        number(figures.auc()));
  }

  private static String invalid(int invalid, int answers, Optional<String> first) {
    return Text.format(
        "%d of %d answers invalid%s",
        invalid, answers, first.map(why -> ", the first: " + VisibleText.line(why)).orElse(""));
  }

  private static String number(double x) {
    return Double.isNaN(x) ? "undefined" : Text.format("%.3f", x);
  }

  private static void print(
      PrintWriter to, String split, List<ClaimPair> pairs, ExamFigures figures) {
    to.printf(
        Locale.ROOT,
        "%n%s: %d pairs of %d stories in both orders; %s%n",
        split,
        pairs.size(),
        pairs.stream().map(ClaimPair::story).distinct().count(),
        invalid(figures.invalid(), figures.answers(), figures.firstInvalid()));
    to.println(HEAD);
    figures.kinds().forEach((kind, share) -> line(to, kind, share));
    for (PairLabel label : figures.decisions().keySet()) {
      String name = label.name().toLowerCase(Locale.ROOT);
      line(to, name + ", sensitivity", figures.decisions().get(label).sensitivity());
      line(to, name + ", specificity", figures.decisions().get(label).specificity());
    }
    to.printf(
        Locale.ROOT,
        "  kappa with the labels %s; %d of %d pairs change with the order%n",
        number(figures.kappa()),
        figures.flips(),
        figures.bothValid());
  }

  private static void line(PrintWriter to, String name, ExamFigures.Share share) {
    String value =
        share.all() == 0
            ? "not scored: no valid answer"
            : Text.format(
                "%.3f  %s",
                (double) share.part() / share.all(),
                share
                    .interval()
                    .map(i -> Text.format("%.2f to %.2f", i.low(), i.high()))
                    .orElse("one story"));
    to.printf(Locale.ROOT, "  %-25s %4d  %s%n", name, share.all(), value);
  }
}
