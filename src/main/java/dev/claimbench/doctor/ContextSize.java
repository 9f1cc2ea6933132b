package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.text.Text;
import java.util.OptionalInt;

/**
 * Whether a long prompt arrives whole: a code at its beginning and one at its end are asked for.
 */
final class ContextSize {
  static final String CHECK = "effective context";
  private static final int ANSWER = 64;

  /** How much of the context the long prompt takes. */
  private static final double FILL = 0.85;

  /** Fewer than this share of the tokens sent means that some were cut off. */
  private static final double ARRIVED = 0.9;

  private ContextSize() {}

  /**
   * Asks two short prompts to learn how many tokens a paragraph has, and a long one that nearly
   * fills the context.
   */
  static CheckResult check(Model model, Sampling sampling) throws ModelException {
    int context = model.info().context();
    Sampling brief = sampling.withMaxTokens(ANSWER);
    int one = tokens(model, ProbePrompts.needles(1), brief);
    int five = tokens(model, ProbePrompts.needles(5), brief);
    if (one < 0 || five <= one || context <= 0) {
      return CheckResult.warning(
          CHECK,
          "the server does not tell how many tokens it read",
          "watch for answers that know nothing of an article's beginning");
    }
    double paragraph = (five - one) / 4.0;
    int paragraphs = (int) Math.max(1, 1 + (FILL * (context - ANSWER) - one) / paragraph);
    int expected = (int) Math.round(one + (paragraphs - 1) * paragraph);
    try {
      Reply reply = model.ask(ProbePrompts.needles(paragraphs), brief);
      return judge(
          context,
          expected,
          reply.promptTokens(),
          reply.text().contains(ProbePrompts.FIRST_CODE),
          reply.text().contains(ProbePrompts.LAST_CODE));
    } catch (ModelException e) {
      if (e.reason() != ModelException.Cause.TOO_LONG) {
        throw e;
      }
      return CheckResult.failed(
          CHECK,
          Text.format(
              "a prompt of about %,d tokens is refused, though the context is %,d",
              expected, context),
          "give --context what the server has, or start the server with more");
    }
  }

  private static int tokens(Model model, Prompt prompt, Sampling sampling) throws ModelException {
    int counted = model.countTokens(prompt);
    return counted >= 0 ? counted : model.ask(prompt, sampling).promptTokens();
  }

  /**
   * What the long prompt shows.
   *
   * @param expected tokens that were sent
   * @param reported tokens that the server says it read; -1 where it does not say
   */
  static CheckResult judge(int context, int expected, int reported, boolean first, boolean last) {
    if (reported >= 0 && reported < ARRIVED * expected) {
      return CheckResult.failed(
          CHECK,
          Text.format(
              "the server read %,d of about %,d prompt tokens: it cuts prompts silently",
              reported, expected),
          Text.format(
              "start the server with a context of %,d or more (num_ctx, --max-model-len, -c), or"
                  + " give --context %d",
              context, reported));
    }
    if (!first && last && reported < 0) {
      return CheckResult.failed(
          CHECK,
          "the beginning of a long prompt is gone, and the server does not tell what it read",
          "give --context less, or start the server with more");
    }
    if (!first || !last) {
      return CheckResult.warning(
          CHECK,
          Text.format(
              "%,d of about %,d prompt tokens arrived, but the model did not find what stood at the"
                  + " %s",
              reported, expected, first ? "end" : last ? "beginning" : "beginning and the end"),
          "the model, not the server: keep articles short for it, or take a larger one");
    }
    return CheckResult.ok(
        CHECK,
        Text.format("%,d prompt tokens arrived, what stood at both ends was found", reported));
  }

  /**
   * Whether the server gives the context that was asked for.
   *
   * @param wanted as asked for
   * @param given what the model was opened with
   * @param loaded what the server says it has loaded; empty where it does not say
   */
  static CheckResult honoured(int wanted, int given, OptionalInt loaded) {
    String check = "context asked for";
    if (loaded.isPresent() && loaded.getAsInt() < given) {
      return CheckResult.failed(
          check,
          Text.format(
              "%,d asked for, %,d loaded: the server does not honour num_ctx",
              given, loaded.getAsInt()),
          "raise the server's own limit (OLLAMA_CONTEXT_LENGTH), or give --context "
              + loaded.getAsInt());
    }
    if (given < wanted) {
      return CheckResult.warning(
          check,
          Text.format("%,d asked for, the model or server has %,d", wanted, given),
          "long articles may not fit; `run` refuses those before it asks");
    }
    return CheckResult.ok(
        check,
        Text.format("%,d", given)
            + (loaded.isPresent() ? Text.format(", %,d loaded", loaded.getAsInt()) : ""));
  }
}
