package dev.claimbench.plugin;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code mine/}: a runtime from outside, as the class path of the tests has it. It finds no claims,
 * takes all for supported, and counts how many of its models are open and what they are asked.
 * {@code mine/absent} cannot be opened.
 */
public final class MineRuntime implements ModelRuntime {
  public static final AtomicInteger OPEN = new AtomicInteger();

  /** How many questions its models were asked. */
  public static final AtomicInteger ASKED = new AtomicInteger();

  @Override
  public String name() {
    return "mine";
  }

  @Override
  public String example() {
    return "mine/yes";
  }

  @Override
  public Location location() {
    return Location.IN_PROCESS;
  }

  @Override
  public Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    if (spec.model().equals("absent")) {
      throw new ModelException(ModelException.Cause.NO_MODEL, spec.text() + ": there is none");
    }
    OPEN.incrementAndGet();
    return new Yes(
        new ModelInfo(spec.text(), name(), spec.model(), "sha256:yes", "", 4096, Map.of()));
  }

  private record Yes(ModelInfo info) implements Model {
    @Override
    public Reply ask(Prompt prompt, Sampling sampling) {
      ASKED.incrementAndGet();
      return new Reply(
          prompt.claim().isPresent()
              ? "{\"evidence\":\"\",\"verdict\":\"SUPPORTED\"}"
              : "{\"claims\":[]}",
          "",
          Reply.Stop.END,
          -1,
          -1,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMillis(1),
          "");
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }
}
