package dev.claimbench.doctor;

import dev.claimbench.model.LoadedModel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Think;
import dev.claimbench.run.Call;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Locale;
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
  private final DoctorSettings visit;
  private final Consumer<CheckResult> findings;
  private final ConcurrentCalls crowd = new ConcurrentCalls();

  public Doctor(Model model, DoctorSettings visit, Consumer<CheckResult> findings) {
    this.model = model;
    this.visit = visit;
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
    Optional<Think> think = visit.sampling().think();
    check("schema", () -> schema(think));
    if (visit.quick()) {
      return;
    }
    check(ContextSize.CHECK, () -> findings.accept(ContextSize.check(model, visit.sampling())));
    for (Optional<Think> other :
        List.of(Optional.of(Think.ON), Optional.of(Think.OFF), Optional.<Think>empty())) {
      if (!other.equals(think)) {
        check("schema", () -> schema(other));
      }
    }
    int most = visit.inFlight().get(visit.inFlight().size() - 1);
    check(
        Repeats.CHECK,
        () -> findings.accept(Repeats.check(model, visit.sampling(), crowd, Math.min(4, most))));
    check("speed", () -> speedAndPlan(planned));
    check("memory", () -> findings.accept(MemoryCheck.judge(visit.spec(), loaded())));
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
            .requireSystemMessage(visit.sampling())
            .map(
                why ->
                    CheckResult.warning(
                        "system message", why, "look at the prompt that the server logs"))
            .orElseGet(() -> CheckResult.ok("system message", "it reaches the model")));
  }

  private void reach() throws ModelException {
    ModelInfo info = model.info();
    Reply reply = model.ask(ProbePrompts.reach(), visit.sampling().withMaxTokens(HELLO));
    findings.accept(
        CheckResult.ok(
            "reach",
            String.format(
                Locale.ROOT,
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
              visit.spec().runtime().location() == ModelRuntime.Location.SERVER
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
            visit.context(),
            model.info().context(),
            loaded.isPresent() && loaded.get().context() > 0
                ? OptionalInt.of(loaded.get().context())
                : OptionalInt.empty()));
  }

  private Optional<LoadedModel> loaded() throws ModelException {
    return visit.spec().runtime().loaded(visit.spec(), model.info().name(), visit.environment());
  }

  private void schema(Optional<Think> think) throws ModelException {
    boolean planned = think.equals(visit.sampling().think());
    findings.accept(Schema.check(model, visit.sampling(), think, planned));
  }

  private void speedAndPlan(Iterable<Call> planned) throws ModelException {
    List<Speed.Measurement> measured =
        Speed.measure(model, visit.sampling(), crowd, visit.inFlight(), visit.clock());
    findings.accept(Speed.judge(measured));
    Speed.Measurement best = Speed.best(measured);
    findings.accept(Speed.latency(best, visit.sampling().timeout()));
    double alone = Math.max(1e-9, measured.get(0).rate());
    RunTimeEstimate.check(model, planned, best.rate() / alone, visit.price()).forEach(findings);
  }
}
