package dev.claimbench.cli;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Pair;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.JudgedComparison;
import dev.claimbench.judge.JudgedFigures;
import dev.claimbench.judge.JudgedFigures.Item;
import dev.claimbench.judge.JudgedFigures.JudgedFigure;
import dev.claimbench.judge.PairJudge;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * {@code score --judge}: figures that rest on a model that was examined. In the run's {@code
 * judge/} are its exam, its answers and the figures, so that scoring again asks nobody.
 */
final class JudgedScores {
  private static final String FOLDER = "judge";
  private static final String EXAM = "exam.jsonl";
  private static final String ANSWERS = "answers.jsonl";

  @Option(
      names = "--judge",
      paramLabel = "MODEL",
      description = {
        "Also ask this model which claims say the same as the gold's. It must have passed",
        "`judge exam`; the figures are corrected by that exam, and kept in the run's judge/"
      })
  private Optional<String> judge = Optional.empty();

  @Option(
      names = "--judge-exam",
      paramLabel = "FILE",
      description = "The judge's exam. Default: judges/MODEL.jsonl")
  private Optional<Path> examFile = Optional.empty();

  @Option(
      names = "--judge-revision",
      paramLabel = "TEXT",
      description = "Which weights the judge's server has, where it tells no digest")
  private Optional<String> revision = Optional.empty();

  @Option(
      names = "--judge-own",
      description = "Let a model judge its own answers; the figures say so")
  private boolean own;

  boolean isRequested() {
    return judge.isPresent();
  }

  /** Asks what was not asked yet, prints the figures and writes them. */
  void show(Path run, RunReport report, Environment environment, PrintWriter out, PrintWriter err) {
    ModelSpec named = ModelSpec.parse(judge.orElseThrow());
    if (named.isRecorded()) {
      throw new UserError(
          "--judge: " + named.text() + " is a journal; expected a model that can be asked");
    }
    Path folder = run.resolve(FOLDER);
    PromptTemplate template =
        new PromptLibrary(environment.folder("prompts")).template(PairJudge.PROMPT);
    JudgeExam exam = exam(folder, named, template);
    boolean itself = isItself(exam.judge(), report.manifest().model());
    if (itself && !own) {
      throw new UserError(
          "--judge: "
              + named.text()
              + " has the weights of the model whose answers it would judge, and models prefer"
              + " their own words; take another judge, or insist with --judge-own");
    }
    List<Item> predicted = new ArrayList<>();
    List<Item> gold = new ArrayList<>();
    report.scorecard().articles().forEach(article -> items(article, predicted, gold));
    JudgeExam answers = answers(folder, named, template, exam, predicted, environment, err);
    Path eval = environment.folder("eval");
    List<ClaimPair> labelled =
        PairsReader.read(
            eval.resolve("pairs"), Stories.read(eval.resolve(Stories.FILE)).splits().keySet());
    JudgedFigures figures = JudgedFigures.compute(predicted, gold, answers, exam, labelled, itself);
    print(out, figures);
    AtomicFile.write(run.resolve(JudgedComparison.FILE), figures.toJson());
    out.flush();
  }

  /** The run's own copy, or else the file of {@code judge exam}, which is copied. */
  private JudgeExam exam(Path folder, ModelSpec named, PromptTemplate template) {
    Path kept = folder.resolve(EXAM);
    Path given = examFile.orElseGet(() -> ExaminedModel.exam(named));
    boolean fresh = examFile.isPresent() || !Files.exists(kept);
    if (fresh && !Files.exists(given)) {
      throw new UserError(
          "--judge: "
              + named.text()
              + " was never examined ("
              + given
              + " is not there); first: claimbench judge exam "
              + named.text());
    }
    JudgeExam.Judge of = JudgeExam.judge(fresh ? given : kept);
    if (!of.model().equals(named.text())) {
      throw new UserError(
          (fresh ? given : kept)
              + ": is the exam of "
              + of.model()
              + ", expected "
              + named.text()
              + (fresh ? "; give its own with --judge-exam" : "; remove the folder " + folder));
    }
    JudgeExam exam =
        JudgeExam.open(
            fresh ? given : kept,
            new JudgeExam.Judge(of.version(), of.model(), of.digest(), template.hash()));
    if (fresh) {
      AtomicFile.write(kept, TextFiles.read(given));
    }
    return exam;
  }

  private static boolean isItself(JudgeExam.Judge judge, ModelInfo model) {
    return judge.digest().equals(model.digest())
        || judge.digest().equals(model.versions().get(ModelInfo.WEIGHTS));
  }

  private JudgeExam answers(
      Path folder,
      ModelSpec named,
      PromptTemplate template,
      JudgeExam exam,
      List<Item> predicted,
      Environment environment,
      PrintWriter err) {
    String what = "what was answered";
    Path file = folder.resolve(ANSWERS);
    JudgeExam kept = JudgeExam.open(file, exam.judge(), what);
    List<TextPair> pairs =
        predicted.stream().flatMap(item -> item.pair().stream()).distinct().toList();
    return pairs.stream().noneMatch(kept::lacks)
        ? kept
        : new ExaminedModel(environment, named, revision, template, err)
            .ask(file, what, pairs, Optional.of(exam.judge()));
  }

  private static void items(ArticleDetail article, List<Item> predicted, List<Item> gold) {
    Alignment alignment = article.alignment().orElse(new Alignment(List.of(), List.of()));
    for (Alignment.Predicted claim : alignment.predicted()) {
      predicted.add(new Item(article.story(), claim.pair().map(pair -> pair(article, pair))));
    }
    for (Alignment.Gold claim : alignment.gold()) {
      if (claim.claim().required()) {
        gold.add(new Item(article.story(), claim.pair().map(pair -> pair(article, pair))));
      }
    }
  }

  private static TextPair pair(ArticleDetail article, Pair pair) {
    String gold = pair.gold().claim().text();
    String predicted = pair.predicted().text();
    String id = article.id() + "/" + pair.gold().claim().id() + "/";
    return new TextPair(
        article.story(), id + Sha256.sha256(predicted).substring(0, 8), gold, predicted);
  }

  private static void print(PrintWriter out, JudgedFigures figures) {
    out.printf(
        Locale.ROOT,
        "%nJudged by %s%s: %d pairs in both orders, %d answers invalid%s; its exam has %d"
            + " answers%n",
        VisibleText.line(figures.judge().model()),
        figures.own() ? ", WHICH JUDGES ITS OWN ANSWERS" : "",
        figures.asked(),
        figures.invalid(),
        figures.firstInvalid().map(why -> " (the first: " + VisibleText.line(why) + ")").orElse(""),
        figures.examAnswers());
    out.println(
        "  FIGURE           CORRECTED  95%            COUNTED  95% WITHOUT THE JUDGE'S ERROR");
    for (JudgedFigure figure : figures.figures()) {
      figure.unscored().ifPresent(why -> line(out, figure, "not scored: " + why));
      figure.rate().ifPresent(rate -> line(out, figure, toText(rate)));
    }
    figures.figures().stream()
        .flatMap(figure -> figure.rate().stream())
        .findFirst()
        .ifPresent(
            rate ->
                out.printf(
                    Locale.ROOT,
                    "  In its exam it says same to %.0f%% of the pairs that are, and to %.0f%% of"
                        + " the others.%n",
                    100 * rate.sensitivity(),
                    100 * rate.falseAlarms()));
    out.flush();
  }

  private static void line(PrintWriter out, JudgedFigure figure, String text) {
    out.printf(Locale.ROOT, "  %-15s  %s  n %d%n", figure.name(), text, figure.items());
  }

  private static String toText(CorrectedRate rate) {
    String counted =
        String.format(Locale.ROOT, "%.3f    %s", rate.counted(), toText(rate.countedInterval()));
    return rate.value()
            .map(value -> String.format(Locale.ROOT, "%.3f    ", value))
            .orElse("–        ")
        + "  "
        + toText(rate.interval())
        + "   "
        + counted
        + rate.useless().map(why -> "  not scored: " + why).orElse("");
  }

  private static String toText(Interval interval) {
    return String.format(Locale.ROOT, "%.2f to %.2f", interval.low(), interval.high());
  }
}
