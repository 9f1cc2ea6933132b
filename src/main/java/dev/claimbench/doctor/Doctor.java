package dev.claimbench.doctor;

import dev.claimbench.model.LoadedModel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Think;
import dev.claimbench.run.Call;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Examines a model and its server before a run is left alone with them: a finding a check, told as
 * it comes.
 */
public final class Doctor {
  private static final int HELLO = 32;

  private final Model model;
  private final DoctorSettings settings;
  private final Consumer<CheckResult> findings;
  private final ConcurrentCalls crowd = new ConcurrentCalls();

  public Doctor(Model model, DoctorSettings settings, Consumer<CheckResult> findings) {
    this.model = model;
    this.settings = settings;
    this.findings = findings;
  }

  /** A check that asks. */
  private interface Check {
    void run() throws ModelException;
  }

  /** Looks at everything, or with {@link DoctorSettings#quick()} at what is cheap. */
  public void examine(Iterable<Call> planned) {
    if (!check("reach", this::reach)) {
      return;
    }
    if (!check("system message", this::systemMessage)) {
      return;
    }
    check("context asked for", this::contextGiven);
    Optional<Think> think = settings.sampling().think();
    check("schema", () -> schema(think));
    if (settings.quick()) {
      return;
    }
    check(ContextSize.CHECK, () -> findings.accept(ContextSize.check(model, settings.sampling())));
    for (Optional<Think> other :
        List.of(Optional.of(Think.ON), Optional.of(Think.OFF), Optional.<Think>empty())) {
      if (!other.equals(think)) {
        check("schema", () -> schema(other));
      }
    }
    int most = settings.inFlight().get(settings.inFlight().size() - 1);
    check(
        RepeatabilityCheck.CHECK,
        () ->
            findings.accept(
                RepeatabilityCheck.check(model, settings.sampling(), crowd, Math.min(4, most))));
    check("speed", () -> speedAndPlan(planned));
    check("memory", () -> findings.accept(MemoryCheck.judge(settings.spec(), loaded())));
  }

  private boolean check(String name, Check check) {
    try {
      check.run();
      return true;
    } catch (ModelException | UserError e) {
      findings.accept(CheckResult.failed(name, e.getMessage(), ""));
      return false;
    }
  }

  private void systemMessage() throws ModelException {
    findings.accept(
        model
            .requireSystemMessage(settings.sampling())
            .map(
                why ->
                    CheckResult.warning(
                        "system message", why, "look at the prompt that the server logs"))
            .orElseGet(() -> CheckResult.ok("system message", "it reaches the model")));
  }

  private void reach() throws ModelException {
    ModelInfo info = model.info();
    Reply reply = model.ask(ProbePrompts.reach(), settings.sampling().withMaxTokens(HELLO));
    findings.accept(
        CheckResult.ok(
            "reach",
            Text.format(
                "%s%s%s answered in %.1f s%s",
                info.name(),
                info.quantization().isEmpty() ? "" : " (" + info.quantization() + ")",
                info.digest().isEmpty() ? "" : " " + shortened(info.digest()),
                reply.total().toMillis() / 1000.0,
                reply.load().map(l -> ", loading included").orElse(""))));
    if (info.digest().isEmpty()) {
      findings.accept(
          CheckResult.warning(
              "identity",
              settings.spec().runtime().location() == ModelRuntime.Location.SERVER
                  ? "the server does not tell which weights it has"
                  : "the runtime does not tell which weights it has",
              "write down what it was started with: two runs cannot be told to be of one model"));
    }
  }

  private static String shortened(String digest) {
    return digest.length() > 19 ? digest.substring(0, 19) : digest;
  }

  private void contextGiven() throws ModelException {
    Optional<LoadedModel> loaded = loaded();
    findings.accept(
        ContextSize.honoured(
            settings.context(),
            model.info().context(),
            loaded.isPresent() && loaded.get().context() > 0
                ? OptionalInt.of(loaded.get().context())
                : OptionalInt.empty()));
  }

  private Optional<LoadedModel> loaded() throws ModelException {
    return settings
        .spec()
        .runtime()
        .loaded(settings.spec(), model.info().name(), settings.environment());
  }

  private void schema(Optional<Think> think) throws ModelException {
    boolean planned = think.equals(settings.sampling().think());
    findings.accept(Schema.check(model, settings.sampling(), think, planned));
  }

  private void speedAndPlan(Iterable<Call> planned) throws ModelException {
    List<Speed.Measurement> measured =
        Speed.measure(model, settings.sampling(), crowd, settings.inFlight(), settings.clock());
    findings.accept(Speed.judge(measured));
    Speed.Measurement best = Speed.best(measured);
    findings.accept(Speed.latency(best, settings.sampling().timeout()));
    double alone = Math.max(1e-9, measured.get(0).rate());
    RunTimeEstimate.check(model, planned, best.rate() / alone, settings.price()).forEach(findings);
  }
}
