package dev.claimbench.cli;

import dev.claimbench.align.Alignment;
import dev.claimbench.align.Pair;
import dev.claimbench.cli.JudgeModel.Question;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.judge.ArticleClaim;
import dev.claimbench.judge.FaithfulnessJudge;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.JudgeQuestion;
import dev.claimbench.judge.JudgedFigures;
import dev.claimbench.judge.JudgedFigures.Item;
import dev.claimbench.judge.JudgedFigures.JudgedClaims;
import dev.claimbench.judge.JudgedFigures.JudgedFigure;
import dev.claimbench.judge.JudgedFigures.JudgedPairs;
import dev.claimbench.judge.JudgedRun;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.report.RunReport;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.stats.CorrectedRate;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
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
import java.util.stream.Stream;
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
        "Also ask this model which claims say the same as the gold's, and which follow from their",
        "article. It must have passed `judge exam`; the figures are corrected by that exam, and",
        "kept in the run's judge/"
      })
  private Optional<String> judge = Optional.empty();

  @Option(
      names = "--judge-exam",
      paramLabel = "FILE",
      description = {
        "The judge's exam on pairs, with that on faithfulness beside it (X.faithful.jsonl for",
        "X.jsonl). Default: judges/MODEL.jsonl"
      })
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
    PromptLibrary prompts = new PromptLibrary(environment.folder("prompts"));
    Optional<JudgeExam<PairLabel>> onPairs = exam(folder, named, prompts, Question.PAIRS);
    Optional<JudgeExam<FaithfulnessJudge.FaithfulnessAnswer>> onFaithfulness =
        exam(folder, named, prompts, Question.FAITHFULNESS);
    JudgeExam.Judge examined =
        onPairs
            .map(JudgeExam::judge)
            .or(() -> onFaithfulness.map(JudgeExam::judge))
            .orElseThrow(
                () ->
                    new UserError(
                        "--judge: "
                            + named.text()
                            + " was never examined ("
                            + given(named)
                            + " is not there); first: claimbench judge exam "
                            + named.text()));
    boolean itself = isItself(examined, report.manifest().model());
    if (itself && !own) {
      throw new UserError(
          "--judge: "
              + named.text()
              + " has the weights of the model whose answers it would judge, and models prefer"
              + " their own words; take another judge, or insist with --judge-own");
    }
    Path eval = environment.folder("eval");
    try (JudgeModel model = new JudgeModel(environment, named, revision, prompts, err)) {
      JudgedFigures figures =
          JudgedFigures.compute(
              onPairs.map(exam -> pairs(folder, exam, model, report, eval)),
              onFaithfulness.map(exam -> claims(folder, exam, model, report, eval, environment)),
              itself);
      print(out, figures);
      AtomicFile.write(run.resolve(JudgedRun.FILE), figures.toJson());
    }
    out.flush();
  }

  private Path given(ModelSpec named) {
    return examFile.orElseGet(() -> JudgeModel.exam(named));
  }

  /**
   * The run's own copy, or else the file of {@code judge exam}, which is copied; empty where there
   * is neither.
   */
  private <A> Optional<JudgeExam<A>> exam(
      Path folder, ModelSpec named, PromptLibrary prompts, Question<?, A> question) {
    Path kept = folder.resolve(question.inRun(EXAM));
    Path given = question.exam(given(named));
    boolean fresh = examFile.isPresent() || !Files.exists(kept);
    Path file = fresh ? given : kept;
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JudgeExam.Judge of = JudgeExam.judge(file);
    if (!of.model().equals(named.text())) {
      throw new UserError(
          file
              + ": is the exam of "
              + of.model()
              + ", expected "
              + named.text()
              + (fresh ? "; give its own with --judge-exam" : "; remove the folder " + folder));
    }
    JudgeExam<A> exam =
        JudgeExam.open(
            file,
            new JudgeExam.Judge(
                of.version(), of.model(), of.digest(), prompts.template(question.prompt()).hash()),
            question.answerType(),
            JudgeExam.EXAM);
    if (fresh) {
      AtomicFile.write(kept, TextFiles.read(given));
    }
    return Optional.of(exam);
  }

  private static boolean isItself(JudgeExam.Judge judge, ModelInfo model) {
    return judge.digest().equals(model.digest())
        || judge.digest().equals(model.versions().get(ModelInfo.WEIGHTS));
  }

  private static JudgedPairs pairs(
      Path folder, JudgeExam<PairLabel> exam, JudgeModel model, RunReport report, Path eval) {
    List<Item> predicted = new ArrayList<>();
    List<Item> gold = new ArrayList<>();
    report.scorecard().articles().forEach(article -> items(article, predicted, gold));
    JudgeExam<PairLabel> answers =
        answers(
            folder,
            Question.PAIRS,
            exam,
            model,
            predicted.stream().flatMap(item -> item.pair().stream()));
    List<ClaimPair> labelled =
        PairsReader.read(
            eval.resolve("pairs"), Stories.read(eval.resolve(Stories.FILE)).splits().keySet());
    return new JudgedPairs(exam, answers, predicted, gold, labelled);
  }

  private static JudgedClaims claims(
      Path folder,
      JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> exam,
      JudgeModel model,
      RunReport report,
      Path eval,
      Environment environment) {
    List<ArticleClaim> claims =
        report.scorecard().articles().stream()
            .flatMap(
                article ->
                    article.predicted().stream()
                        .map(claim -> ArticleClaim.of(article.result().article(), claim.text())))
            .toList();
    return new JudgedClaims(
        exam,
        answers(folder, Question.FAITHFULNESS, exam, model, claims.stream()),
        claims,
        FaithfulnessLabels.development(eval, environment));
  }

  /** What the run has of it, and what is asked now. */
  private static <Q extends JudgeQuestion, A> JudgeExam<A> answers(
      Path folder, Question<Q, A> question, JudgeExam<A> exam, JudgeModel model, Stream<Q> asked) {
    String what = "what was answered";
    Path file = folder.resolve(question.inRun(ANSWERS));
    JudgeExam<A> kept = JudgeExam.open(file, exam.judge(), question.answerType(), what);
    List<Q> questions = asked.distinct().toList();
    return questions.stream().noneMatch(kept::lacks)
        ? kept
        : model.ask(question, file, what, questions, Optional.of(exam.judge()));
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
        "%nJudged by %s%s%n",
        VisibleText.line(figures.judge().model()),
        figures.own() ? ", WHICH JUDGES ITS OWN ANSWERS" : "");
    figures.pairs().ifPresent(pairs -> asked(out, "pairs in both orders", pairs));
    figures.faithfulness().ifPresent(claims -> asked(out, "claims beside their article", claims));
    out.println(
        "  FIGURE           CORRECTED  95%            COUNTED  95% WITHOUT THE JUDGE'S ERROR");
    for (JudgedFigure figure : figures.figures()) {
      figure.unscored().ifPresent(why -> line(out, figure, "not scored: " + why));
      figure.rate().ifPresent(rate -> line(out, figure, toText(rate)));
    }
    inExam(out, figures, JudgedFigures.PRECISION, "same", "pairs that are");
    inExam(out, figures, JudgedFigures.FAITHFUL, "supported", "faithful claims");
    out.flush();
  }

  private static void asked(PrintWriter out, String what, JudgedFigures.Answers answers) {
    out.printf(
        Locale.ROOT,
        "  %d %s, %d answers invalid%s; its exam has %d answers%n",
        answers.asked(),
        what,
        answers.invalid(),
        answers.firstInvalid().map(why -> " (the first: " + VisibleText.line(why) + ")").orElse(""),
        answers.examAnswers());
  }

  private static void inExam(
      PrintWriter out, JudgedFigures figures, String figure, String says, String those) {
    figures.figures().stream()
        .filter(f -> f.name().equals(figure))
        .flatMap(f -> f.rate().stream())
        .forEach(
            rate ->
                out.printf(
                    Locale.ROOT,
                    "  In its exam it says %s to %.0f%% of the %s and to %.0f%% of the"
                        + " others.%n",
                    says,
                    100 * rate.sensitivity(),
                    those,
                    100 * rate.falseAlarms()));
  }

  private static void line(PrintWriter out, JudgedFigure figure, String text) {
    out.printf(Locale.ROOT, "  %-15s  %s  n %d%n", figure.name(), text, figure.items());
  }

  private static String toText(CorrectedRate rate) {
    String counted = Text.format("%.3f    %s", rate.counted(), toText(rate.countedInterval()));
    return rate.value().map(value -> Text.format("%.3f    ", value)).orElse("–        ")
        + "  "
        + toText(rate.interval())
        + "   "
        + counted
        + rate.useless().map(why -> "  not scored: " + why).orElse("");
  }

  private static String toText(Interval interval) {
    return Text.format("%.2f to %.2f", interval.low(), interval.high());
  }
}
