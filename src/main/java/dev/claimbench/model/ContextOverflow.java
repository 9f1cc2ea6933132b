package dev.claimbench.model;

import dev.claimbench.text.Text;
import java.util.Optional;

/** The prompt does not fit. */
public final class ContextOverflow {
  private ContextOverflow() {}

  /** Before it was sent: both counts are the model's own. */
  public static ModelException exception(ModelInfo info, Prompt prompt, int tokens) {
    return new ModelException(
        ModelException.Cause.TOO_LONG,
        Text.format(
            "%s: the prompt for %s has %,d tokens and the context %,d; give --context %d or more,"
                + " or a shorter article",
            info.spec(), prompt.item(), tokens, info.context(), roomFor(tokens)));
  }

  /**
   * Refused by a server that does not count tokens for us: four letters make about a token.
   *
   * @return empty where that would fit into the context: the server's own words say more
   */
  public static Optional<ModelException> uncounted(ModelInfo info, Prompt prompt) {
    int tokens = (prompt.system().length() + prompt.user().length()) / 4;
    if (roomFor(tokens) <= info.context()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelException(
            ModelException.Cause.TOO_LONG,
            Text.format(
                "%s: the prompt for %s has about %,d tokens and the context %,d; give --context %d"
                    + " or more, or a shorter article",
                info.spec(), prompt.item(), tokens, info.context(), roomFor(tokens))));
  }

  /** The prompt, a quarter more for the answer, in steps of 1024. */
  private static int roomFor(int tokens) {
    return (tokens + tokens / 4 + 1023) / 1024 * 1024;
  }
}
