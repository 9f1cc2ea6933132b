package dev.claimbench.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import dev.claimbench.model.ModelException;
import dev.claimbench.task.Answer;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.FolderLock;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a judge answers, such as its exam: kept in a file of JSON lines as the answers come, so that
 * an interrupted exam is resumed by asking what is missing.
 *
 * @param <A> what a valid answer says
 */
public final class JudgeExam<A> {
  private static final String LOCK = ".judge.lock";
  public static final int VERSION = 1;

  /**
   * The file's first line: whose exam it is.
   *
   * @param model as the user named it
   * @param digest of its weights; never empty
   * @param prompt hash of the prompt that it was asked with
   */
  public record Judge(int version, String model, String digest, String prompt) {
    public Judge {
      Objects.requireNonNull(model);
      Objects.requireNonNull(digest);
      Objects.requireNonNull(prompt);
      if (digest.isEmpty()) {
        throw new UserError(
            model
                + ": its server tells no digest of its weights, and an exam is of known weights;"
                + " give --revision");
      }
    }
  }

  /** Of a file with an exam, in messages. */
  public static final String EXAM = "the exam";

  private final Path file;
  private final Judge judge;
  private final List<JudgeAnswer<A>> answers;

  private JudgeExam(Path file, Judge judge, List<JudgeAnswer<A>> answers) {
    this.file = file;
    this.judge = judge;
    this.answers = answers;
  }

  /**
   * Starts a file or reads what there is of it.
   *
   * @param said what a valid answer says
   * @param what is in the file, for messages, e.g. {@link #EXAM}
   * @throws UserError where the file is of other weights, another prompt, or no exam
   */
  public static <A> JudgeExam<A> open(Path file, Judge judge, Class<A> said, String what) {
    if (!Files.exists(file)) {
      return new JudgeExam<>(file, judge, new ArrayList<>());
    }
    List<String> lines = wholeLines(file);
    Judge of = header(file, lines);
    if (!of.digest().equals(judge.digest()) || !of.prompt().equals(judge.prompt())) {
      boolean weights = !of.digest().equals(judge.digest());
      throw new UserError(
          file
              + ": is "
              + what
              + " of "
              + (weights ? "other weights" : "another prompt")
              + ": expected "
              + (weights ? judge.digest() : judge.prompt())
              + ", got "
              + (weights ? of.digest() : of.prompt())
              + "; remove it, or give another file with --out");
    }
    JavaType type = Json.MAPPER.getTypeFactory().constructParametricType(JudgeAnswer.class, said);
    List<JudgeAnswer<A>> answers = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      answers.add(line(file, lines, i, type));
    }
    return new JudgeExam<>(file, judge, answers);
  }

  /** A process that was killed while it wrote leaves half a line; that is asked again. */
  private static List<String> wholeLines(Path file) {
    String text = TextFiles.read(file);
    if (isTorn(text)) {
      // Perhaps another process is writing it at this moment.
      FolderLock.during(
          file.toAbsolutePath().getParent(),
          LOCK,
          () -> {
            String now = TextFiles.read(file);
            if (isTorn(now)) {
              AtomicFile.write(file, now.substring(0, now.lastIndexOf('\n') + 1));
            }
            return true;
          });
      text = TextFiles.read(file);
    }
    return text.lines().toList();
  }

  private static boolean isTorn(String text) {
    int whole = text.lastIndexOf('\n') + 1;
    return whole > 0 && whole < text.length();
  }

  /**
   * Whose exam a file is.
   *
   * @throws UserError where it is none
   */
  public static Judge judge(Path file) {
    return header(file, TextFiles.read(file).lines().toList());
  }

  private static Judge header(Path file, List<String> lines) {
    Judge of = line(file, lines, 0, Json.MAPPER.constructType(Judge.class));
    if (of.version() != VERSION) {
      throw new UserError(file + ":1: version: expected " + VERSION + ", got " + of.version());
    }
    return of;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // `type` describes T, as in Jackson's method
  private static <T> T line(Path file, List<String> lines, int i, JavaType type) {
    try {
      T read = Json.MAPPER.readValue(i < lines.size() ? lines.get(i) : "", type);
      if (read != null) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // Reported below, as an empty line is.
    }
    throw new UserError(
        file + ":" + (i + 1) + ": expected a line of a judge's exam; remove the file to ask again");
  }

  /**
   * Some of the questions, spread over all: the same seed takes the same, and a greater limit takes
   * these and more.
   *
   * @param limit 1 or more
   */
  public static <Q> List<Q> sample(
      List<Q> all, Function<Q, JudgeQuestion> question, int limit, int seed) {
    return all.stream()
        .sorted(
            Comparator.comparing(
                q ->
                    Sha256.sha256(
                        seed + "\0" + question.apply(q).story() + "\0" + question.apply(q).id())))
        .limit(limit)
        .toList();
  }

  /**
   * Asks what has no answer yet; each answer is kept before the next is asked.
   *
   * @throws UserError where the model stops answering; what was answered is kept
   */
  public <Q extends JudgeQuestion> void ask(ClaimJudge<Q, A> asked, List<Q> questions) {
    for (Q question : questions) {
      for (boolean swapped : question.orders()) {
        if (answer(question, swapped).isEmpty()) {
          JudgeAnswer<A> answer = ask(asked, question, swapped);
          append(answer);
          answers.add(answer);
        }
      }
    }
  }

  private <Q extends JudgeQuestion> JudgeAnswer<A> ask(
      ClaimJudge<Q, A> asked, Q question, boolean swapped) {
    Answer<A> answer;
    try {
      answer = asked.ask(question, swapped);
    } catch (ModelException e) {
      throw new UserError(
          UserError.UNREACHABLE,
          e.getMessage()
              + "; "
              + answers.size()
              + " answers are safe in "
              + file
              + ", the same command resumes the exam");
    }
    Optional<A> said =
        answer instanceof Answer.Parsed<A> parsed ? Optional.of(parsed.value()) : Optional.empty();
    Optional<String> invalid =
        said.isPresent() ? Optional.empty() : Optional.of(answer.outcome() + why(answer));
    return new JudgeAnswer<>(
        question.story(), question.id(), swapped, question.hash(), said, invalid);
  }

  private static String why(Answer<?> answer) {
    if (answer instanceof Answer.Invalid<?> invalid) {
      return ": " + invalid.problem();
    }
    if (answer instanceof Answer.Truncated<?> truncated) {
      return ": " + truncated.why();
    }
    return answer instanceof Answer.Refused<?> refused ? ": " + refused.why() : "";
  }

  /** Adds a line; the first answer brings the file's own first line with it. */
  private void append(JudgeAnswer<A> answer) {
    String first = line(judge);
    String next = line(answer);
    // Two processes may take the exam of one judge at a time.
    FolderLock.during(
        file.toAbsolutePath().getParent(),
        LOCK,
        () -> {
          TextFiles.append(file, Files.exists(file) ? next : first + next);
          return true;
        });
  }

  private static String line(Object row) {
    try {
      return Json.MAPPER.writeValueAsString(row) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
  }

  /** Whose exam it is. */
  public Judge judge() {
    return judge;
  }

  /** Whether a question is still to be asked, in one order or in both. */
  public boolean lacks(JudgeQuestion question) {
    return question.orders().stream().anyMatch(swapped -> answer(question, swapped).isEmpty());
  }

  /** What was said of a question as it now is; empty where it was not asked. */
  public Optional<JudgeAnswer<A>> answer(JudgeQuestion question, boolean swapped) {
    return answers.stream().filter(a -> a.answers(question, swapped)).findFirst();
  }

  /** The same in all of its orders. */
  public List<JudgeAnswer<A>> answers(JudgeQuestion question) {
    return question.orders().stream()
        .flatMap(swapped -> answer(question, swapped).stream())
        .toList();
  }
}
