package dev.claimbench.study;

import dev.claimbench.cost.BreakEven;
import dev.claimbench.cost.CostSheet;
import dev.claimbench.cost.Machine;
import dev.claimbench.cost.Money;
import dev.claimbench.cost.Price;
import dev.claimbench.cost.Rate;
import dev.claimbench.cost.Saving;
import dev.claimbench.cost.UsageTotals;
import dev.claimbench.run.Energy;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What a run costs, with all the arithmetic, for the terminal. */
public final class CostText {
  private static final double LEVEL = 0.95;
  private final StringBuilder out = new StringBuilder();
  private final List<String> arithmetic = new ArrayList<>();

  private CostText() {}

  /**
   * Writes it.
   *
   * @param name of the run
   * @param apiWork what the API's own run took; where there is none, the run itself, whose tokens
   *     stand for the API's
   */
  public static String toText(
      String name,
      RunUsage run,
      RunUsage apiWork,
      List<Price> prices,
      List<Machine> machines,
      Bootstrap bootstrap) {
    CostText text = new CostText();
    text.line("%s: %.2f calls in flight on average", name, run.concurrency());
    text.line("%s", run.energy().map(CostText::toText).orElse("watts: as the hardware file says"));
    List<Machine> measured = machines.stream().map(run::on).toList();
    text.sheets(run, apiWork, prices, measured);
    for (Machine machine : measured) {
      for (Price price : prices) {
        text.against(run, machine, apiWork, price, bootstrap);
      }
      text.sensitivity(run, machine);
    }
    text.line("");
    text.line("The arithmetic");
    text.arithmetic.forEach(step -> text.line("  %s", step));
    return text.out.toString();
  }

  private static String toText(Energy energy) {
    return Text.format(
        "watts: %.1f measured during the run (%s; %,.0f J in %,.0f s), in place of the hardware"
            + " file's; memory, disks, fans and the power supply's losses are left out",
        energy.watts(), energy.sources(), energy.joules(), energy.seconds());
  }

  private void sheets(RunUsage run, RunUsage apiWork, List<Price> prices, List<Machine> machines) {
    line("");
    line("%-8s %-32s %22s %22s", "task", "at", "per 1,000 articles", "per correct claim");
    List<String> tasks = run.parts().stream().map(UsageTotals::task).distinct().toList();
    Stream<String> rows =
        tasks.size() > 1 ? Stream.concat(tasks.stream(), Stream.of("all")) : tasks.stream();
    rows.forEach(
        task -> {
          machines.forEach(m -> sheet(task, work(run, task), m));
          prices.forEach(p -> sheet(task, work(apiWork, task), p));
        });
    if (!apiWork.counted()) {
      line("Some calls did not tell their tokens: what an API takes is too low.");
    }
  }

  private static UsageTotals work(RunUsage run, String task) {
    return task.equals("all")
        ? UsageTotals.everything("", run.parts())
        : UsageTotals.total(task, run.parts());
  }

  private void sheet(String task, UsageTotals work, Rate rate) {
    if (work.articles() == 0) {
      return;
    }
    CostSheet sheet = CostSheet.compute(work, rate);
    line(
        "%-8s %-32s %22s %22s",
        task,
        rate.name(),
        sheet.perThousandArticles().text(),
        sheet.perCorrect().map(m -> m.text()).orElse("–"));
    arithmetic.add(task + " at " + rate.name());
    sheet.steps().forEach(step -> arithmetic.add("  " + step));
  }

  private void against(
      RunUsage run, Machine machine, RunUsage apiWork, Price price, Bootstrap bootstrap) {
    line("");
    Saving.compute(run.parts(), machine, apiWork.parts(), price, bootstrap, LEVEL)
        .ifPresentOrElse(
            s -> line("%s", toText(s, machine, price)),
            () -> line("%s against %s: nothing to compare", machine.name(), price.name()));
    UsageTotals own = UsageTotals.everything("", run.parts());
    UsageTotals api = UsageTotals.everything("", apiWork.parts());
    if (own.seconds() > 0 && own.articles() > 0 && api.articles() > 0) {
      line("Break-even:");
      BreakEven.compute(own, machine, api, price).steps().forEach(step -> line("  %s", step));
    }
  }

  /** {@code X against Y: 85.0% cheaper (95%: 80.1 to 88.9; 12 stories)}. */
  static String toText(Saving s, Rate here, Rate there) {
    String head =
        Text.format(
            "%s against %s: an article %s instead of %s, %.1f%% %s",
            here.name(),
            there.name(),
            s.here().text(),
            s.there().text(),
            100 * Math.abs(s.value()),
            s.value() >= 0 ? "cheaper" : "dearer");
    return s.interval()
        .map(
            i ->
                Text.format(
                    "%s (cheaper by %.1f%% to %.1f%% with %.1f%% confidence; %d stories)",
                    head, 100 * i.low(), 100 * i.high(), 100 * i.level(), s.stories()))
        .orElse(head + " (no interval: fewer than " + Saving.FEWEST_STORIES + " stories)");
  }

  private void sensitivity(RunUsage run, Machine machine) {
    UsageTotals own = UsageTotals.everything("", run.parts());
    if (own.articles() == 0 || own.seconds() == 0) {
      return;
    }
    line("");
    line("%s by utilisation, per 1,000 articles", machine.name());
    SortedMap<Double, Money> costs = CostSheet.byUtilisation(own, machine);
    double most = costs.get(costs.firstKey()).amount();
    costs.forEach(
        (share, cost) -> {
          int bar = most == 0 ? 0 : (int) Math.round(40 * cost.amount() / most);
          line("  %3.0f%% %16s %s", 100 * share, cost.text(), "#".repeat(bar));
        });
  }

  private void line(String format, Object... values) {
    out.append(Text.format(format, values).stripTrailing()).append('\n');
  }
}
