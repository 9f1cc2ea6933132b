package dev.claimbench.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.ThinkBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns a raw reply into an {@link Answer}. A code fence or a {@code <think>} block around valid
 * JSON is taken off and counted; nothing else is repaired. Never throws for what a model wrote.
 *
 * @param <T> what a valid answer holds
 */
public final class AnswerReader<T> {
  // Below this many tokens a prompt's characters cannot be told: even long English words
  // rarely make more than 7 characters a token on average.
  private static final int MOST_CHARACTERS_A_TOKEN = 8;
  private static final String FENCE = "```";
  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]*\\s*");
  private static final Pattern REFUSAL =
      Pattern.compile(
          "\\A[\\s\"']*(i[’']?m sorry|i am sorry|sorry,|i cannot|i can[’']?t|i can not|i[’']?m (not"
              + " able|unable)|i am (not able|unable)|i won[’']?t|unfortunately, i|as an ai)",
          Pattern.CASE_INSENSITIVE);

  private final BiFunction<JsonNode, Reply, T> convert;

  /**
   * @param convert from JSON that satisfies the prompt's schema; may throw {@link
   *     IllegalArgumentException} for a value that the schema cannot exclude
   */
  public AnswerReader(Function<JsonNode, T> convert) {
    this((tree, reply) -> convert.apply(tree));
  }

  /**
   * @param convert as above, with what else came with the answer
   */
  public AnswerReader(BiFunction<JsonNode, Reply, T> convert) {
    this.convert = convert;
  }

  public Answer<T> read(Prompt prompt, Reply reply) {
    if (reply.stop() == Reply.Stop.REFUSAL) {
      return new Answer.Refused<>("the server declined (content filter)");
    }
    List<String> wrapping = new ArrayList<>();
    String text = reply.text().strip();
    boolean cut = reply.stop() == Reply.Stop.LENGTH;
    boolean thinking = ThinkBlock.isOpen(text);
    if (cut && (thinking || (text.isEmpty() && !reply.thinking().isBlank()))) {
      return new Answer.Truncated<>(
          "cut off while thinking"
              + tokens(reply)
              + "; --think gives it room, --no-think turns it off where the model can");
    }
    if (thinking) {
      return new Answer.Invalid<>("", "expected JSON, got a <think> block that never ends");
    }
    Optional<String> behind = ThinkBlock.after(text);
    if (behind.isPresent()) {
      wrapping.add("think");
      text = behind.get().strip();
    }
    if (cut) {
      return new Answer.Truncated<>("cut off" + tokens(reply));
    }
    if (reply.hasCutPrompt()) {
      return new Answer.Truncated<>(
          "the server read only "
              + reply.promptTokens()
              + " tokens of a prompt of "
              + reply.expected().map(e -> (e.estimated() ? "about " : "") + e.tokens()).orElse(""));
    }
    // Where nobody knows how many they should be.
    int sent = prompt.system().length() + prompt.user().length();
    if (reply.promptTokens() > 0 && sent / MOST_CHARACTERS_A_TOKEN > reply.promptTokens()) {
      return new Answer.Truncated<>(
          "the server read only "
              + reply.promptTokens()
              + " tokens of a prompt of "
              + sent
              + " characters");
    }
    String inner = unfenced(text);
    if (!inner.equals(text)) {
      wrapping.add("fence");
    }
    if (inner.isEmpty()) {
      return new Answer.Invalid<>(
          "", "expected JSON, got an empty answer" + instead(prompt, reply));
    }
    return parse(prompt, reply, inner, wrapping);
  }

  private static String tokens(Reply reply) {
    return reply.answerTokens() < 0 ? "" : " after " + reply.answerTokens() + " tokens";
  }

  /**
   * What a server's reasoning parser may have done with the answer; thinking is never taken for it.
   */
  private static String instead(Prompt prompt, Reply reply) {
    String thinking = reply.thinking().strip();
    if (thinking.isEmpty()) {
      return "";
    }
    return SchemaCheck.compile(prompt.schema()).check(thinking) instanceof SchemaCheck.Valid
        ? "; the server sent the JSON as thinking: start it without its reasoning parser, or give"
            + " --think"
        : " after " + thinking.length() + " characters of thinking";
  }

  /** By hand: a regular expression takes hours over ten million newlines. */
  private static String unfenced(String text) {
    int line = text.indexOf('\n');
    boolean fenced =
        line > 0
            && text.startsWith(FENCE)
            && text.endsWith(FENCE)
            && text.length() >= line + FENCE.length()
            && LANGUAGE.matcher(text.substring(FENCE.length(), line)).matches();
    return fenced ? text.substring(line + 1, text.length() - FENCE.length()).strip() : text;
  }

  private Answer<T> parse(Prompt prompt, Reply reply, String text, List<String> wrapping) {
    SchemaCheck.Result result = SchemaCheck.compile(prompt.schema()).check(text);
    if (result instanceof SchemaCheck.Wrong wrong) {
      // A refusal in words is no JSON either; say which of the two it was.
      return wrong.path().isEmpty() && REFUSAL.matcher(text).find()
          ? new Answer.Refused<>(Snippets.shorten(text))
          : new Answer.Invalid<>(wrong.path(), wrong.problem());
    }
    try {
      return new Answer.Parsed<>(
          convert.apply(((SchemaCheck.Valid) result).tree(), reply), wrapping);
    } catch (IllegalArgumentException e) {
      return new Answer.Invalid<>("", String.valueOf(e.getMessage()));
    }
  }
}
