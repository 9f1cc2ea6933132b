package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.judge.ArticleClaim;
import dev.claimbench.judge.ClaimJudge;
import dev.claimbench.judge.FaithfulnessJudge;
import dev.claimbench.judge.JudgeExam;
import dev.claimbench.judge.JudgeQuestion;
import dev.claimbench.judge.PairJudge;
import dev.claimbench.judge.TextPair;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.task.PromptKind;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model that is asked to judge; it is opened when the first question comes. */
final class JudgeModel implements AutoCloseable {
  private final Environment environment;
  private final ModelSpec named;
  private final ModelAccess access;
  private final PromptLibrary prompts;
  private final PrintWriter err;
  private Optional<Model> opened = Optional.empty();

  /**
   * What it can be asked.
   *
   * @param <Q> about what
   * @param <A> what a valid answer says
   * @param file added to the name of an exam's file
   */
  record Question<Q extends JudgeQuestion, A>(
      PromptKind prompt, Class<A> answerType, Asking<Q, A> asking, String file) {
    static final Question<TextPair, PairLabel> PAIRS =
        new Question<>(PairJudge.PROMPT, PairLabel.class, PairJudge::new, "");
    static final Question<ArticleClaim, FaithfulnessJudge.FaithfulnessAnswer> FAITHFULNESS =
        new Question<>(
            FaithfulnessJudge.PROMPT,
            FaithfulnessJudge.FaithfulnessAnswer.class,
            FaithfulnessJudge::new,
            "faithful");

    interface Asking<Q extends JudgeQuestion, A> {
      ClaimJudge<Q, A> of(Model model, PromptTemplate template, Sampling sampling);
    }

    /** Of a file in a run's folder of what was judged. */
    String inRun(String name) {
      return file.isEmpty() ? name : file + "-" + name;
    }

    /** The file of its exam, where {@code pairs} is that of the exam on pairs. */
    Path exam(Path pairs) {
      return file.isEmpty()
          ? pairs
          : pairs.resolveSibling(
              pairs.getFileName().toString().replaceFirst("(\\.jsonl)?$", "." + file + "$1"));
    }
  }

  /**
   * @param revision which weights a server has that tells no digest
   */
  JudgeModel(
      Environment environment,
      ModelSpec named,
      Optional<String> revision,
      PromptLibrary prompts,
      PrintWriter err) {
    this.environment = environment;
    this.named = named;
    this.prompts = prompts;
    this.err = err;
    ModelAccess standard = ModelAccess.standard();
    access =
        new ModelAccess(
            standard.context(), standard.timeout(), standard.stall(), revision, List.of());
  }

  /** Where the exam on pairs is unless the command line says otherwise. */
  static Path exam(ModelSpec named) {
    return Path.of("judges", named.text().replaceAll("[^\\w.-]+", "-") + ".jsonl");
  }

  /** Whether its runtime can answer such questions. */
  boolean canBeAsked(Question<?, ?> question) {
    return named.runtime().refusal(Set.of(question.prompt().name())).isEmpty();
  }

  /**
   * Asks what a file lacks and keeps the answers in it.
   *
   * @param what is in the file, for messages
   * @param examined whose answers they must be; empty for any model's
   */
  <Q extends JudgeQuestion, A> JudgeExam<A> ask(
      Question<Q, A> question,
      Path file,
      String what,
      List<Q> questions,
      Optional<JudgeExam.Judge> examined) {
    PromptTemplate template = prompts.template(question.prompt());
    Sampling sampling = Sampling.greedy(template.maxTokens(), access.timeout());
    try {
      Model model = open();
      JudgeExam.Judge judge =
          new JudgeExam.Judge(
              JudgeExam.VERSION, named.text(), model.info().digest(), template.hash());
      examined
          .filter(of -> !of.digest().equals(judge.digest()))
          .ifPresent(
              of -> {
                throw new UserError(
                    named.text()
                        + ": has other weights than when it was examined: expected "
                        + of.digest()
                        + ", got "
                        + judge.digest()
                        + "; examine it again: claimbench judge exam "
                        + named.text());
              });
      JudgeExam<A> exam = JudgeExam.open(file, judge, question.answerType(), what);
      model.requireSystemMessage(sampling).ifPresent(err::println);
      exam.ask(question.asking().of(model, template, sampling), questions);
      return exam;
    } catch (ModelException e) {
      throw new UserError(UserError.UNREACHABLE, e.getMessage());
    }
  }

  private Model open() throws ModelException {
    if (opened.isEmpty()) {
      opened =
          Optional.of(
              access.identified(
                  Claimbench.open(
                      List.of(named),
                      access.options(
                          environment.variables(),
                          DownloadedModels.standard(environment, err, environment.progressWidth())),
                      err::println)));
    }
    return opened.get();
  }

  @Override
  public void close() {
    opened.ifPresent(Model::close);
  }
}
