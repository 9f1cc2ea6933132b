package dev.claimbench.cli;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.DataLocationOptions;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cost.Machine;
import dev.claimbench.cost.Money;
import dev.claimbench.cost.Price;
import dev.claimbench.cost.RateList;
import dev.claimbench.score.Scoring;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.study.CostText;
import dev.claimbench.study.RunUsage;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench cost}: what a run costs on a machine and at an API. */
@Command(
    name = "cost",
    header = "Shows what runs cost, on a machine and at an API's price.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What runs cost per 1,000 articles and per correct claim: their seconds on a machine of",
      "eval/hardware.yaml, their tokens at a price of eval/prices.yaml; how much cheaper, from how",
      "many articles on, and how that depends on utilisation. All arithmetic is shown."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench cost runs/a --machine example-cpu-server --price openai/gpt-5.4-mini",
      "  claimbench cost runs/a --price openai/gpt-5.4-mini --api runs/theirs",
      "  claimbench cost --meter 10"
    })
final class CostCommand extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..*", description = "Run folders")
  private List<Path> runs = List.of();

  @Option(names = "--prices", paramLabel = "FILE", description = "Default: eval/prices.yaml")
  private Optional<Path> prices = Optional.empty();

  @Option(names = "--hardware", paramLabel = "FILE", description = "Default: eval/hardware.yaml")
  private Optional<Path> hardware = Optional.empty();

  @Option(
      names = "--price",
      paramLabel = "PROVIDER/MODEL",
      description = "A row of the price list; may be repeated. Default: all")
  private List<String> priced = List.of();

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "A machine of the hardware file; may be repeated. Default: all")
  private List<String> machines = List.of();

  @Option(
      names = "--api",
      paramLabel = "RUN",
      description = "The API's own run. Default: the run's tokens stand for the API's")
  private Optional<Path> api = Optional.empty();

  @Option(
      names = "--meter",
      paramLabel = "SECONDS",
      description =
          "Measures the power that this machine draws (RAPL, nvidia-smi): use it once during"
              + " a run, and once while the machine is idle")
  private Optional<Integer> meter = Optional.empty();

  @Option(
      names = "--configured-watts",
      description = "Uses the watts of the hardware file even if a run measured its own")
  private boolean configuredWatts;

  @Mixin private DataLocationOptions moved;
  @Mixin private ResamplingOptions resampling;

  private final Environment environment;

  CostCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (meter.isPresent()) {
      return metered(meter.get());
    }
    check();
    List<Price> rows = prices();
    List<Machine> own = machines();
    for (Price price : rows) {
      // Before anything is read: computes nothing, but refuses two currencies.
      own.forEach(m -> new Money(1, m.currency()).of(new Money(1, price.currency())));
    }
    PrintWriter out = out();
    Optional<RunUsage> theirs = api.map(this::work);
    for (Path run : runs) {
      RunUsage work = work(run);
      RunUsage apiWork = theirs.orElse(work);
      Bootstrap bootstrap = new Bootstrap(Scoring.DEFAULT_RESAMPLES, resampling.seed());
      out.print(CostText.toText(run.toString(), work, apiWork, rows, own, bootstrap));
    }
    out.flush();
    return ExitCode.OK;
  }

  private void check() {
    if (runs.isEmpty()) {
      throw new UserError("cost: give a run folder, as `claimbench run` writes it");
    }
  }

  private List<Price> prices() {
    RateList<Price> list =
        RateList.prices(prices.orElseGet(() -> environment.folder("eval/prices.yaml")));
    return priced.isEmpty()
        ? List.copyOf(list.rates().values())
        : priced.stream().map(list::find).toList();
  }

  private List<Machine> machines() {
    RateList<Machine> list =
        RateList.machines(hardware.orElseGet(() -> environment.folder("eval/hardware.yaml")));
    return machines.isEmpty()
        ? List.copyOf(list.rates().values())
        : machines.stream().map(list::find).toList();
  }

  private RunUsage work(Path folder) {
    JournalDamage.tell(List.of(folder), err());
    RunFolder run = RunFolder.read(folder, moved.seeds(), moved.gold());
    RunUsage work =
        RunUsage.from(
            run, Claimbench.score(run, Scoring.standard(resampling.seed()).withoutIntervals()));
    if (work.parts().stream().allMatch(part -> part.articles() == 0)) {
      throw new UserError(folder + ": nothing is answered in it, so nothing is known of its cost");
    }
    return configuredWatts ? work.withoutEnergy() : work;
  }

  private int metered(int seconds) throws InterruptedException {
    if (seconds < 1) {
      throw new UserError("--meter: expected 1 or more seconds, got " + seconds);
    }
    PowerMeter power = PowerMeter.from(environment);
    Map<String, PowerMeter.Counter> before = power.counters();
    PowerMeter.GraphicsCards cards = power.cards();
    Thread.sleep(seconds * 1000L);
    OptionalDouble joules = PowerMeter.joules(before, power.counters());
    OptionalDouble processor =
        joules.isPresent() ? OptionalDouble.of(joules.getAsDouble() / seconds) : joules;
    PrintWriter out = out();
    out.println("processor (RAPL): " + toText(processor, power.blindProcessor()));
    Optional<String> blind =
        Optional.of(cards.blind()).filter(why -> !why.isEmpty()).or(() -> power.blindCard(cards));
    out.println("graphics (nvidia-smi): " + toText(cards.watts(), blind));
    out.println("The wall draws more; what is not readable goes into eval/hardware.yaml by hand.");
    out.flush();
    return ExitCode.OK;
  }

  /** One package or card of several is not what the machine draws. */
  private static String toText(OptionalDouble watts, Optional<String> blind) {
    return watts.isPresent() && blind.isEmpty()
        ? Text.format("%.1f W", watts.getAsDouble())
        : "not readable here" + blind.map(why -> " (" + why + ")").orElse("");
  }
}
