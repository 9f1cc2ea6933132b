package dev.claimbench.study;

import dev.claimbench.compare.Comparer;
import dev.claimbench.compare.Difference;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PromptTokenMismatch;
import dev.claimbench.compare.RelativeGain;
import dev.claimbench.cost.CostSheet;
import dev.claimbench.cost.Machine;
import dev.claimbench.cost.Price;
import dev.claimbench.cost.RateList;
import dev.claimbench.cost.Saving;
import dev.claimbench.cost.UsageTotals;
import dev.claimbench.report.AgainstBaseline;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Score;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a study came to.
 *
 * @param outcomes of all arms, by id, in the study's order
 * @param seed of resampling
 */
public record StudyReport(
    Study study,
    Map<String, ArmOutcome> outcomes,
    RateList<Price> prices,
    RateList<Machine> machines,
    long seed) {
  private static final double ERROR = 0.05;
  private static final int RESAMPLES = 10_000;
  private static final int FEWEST_SEEDS = 3;

  /**
   * Checks that all arms were scored with one gold.
   *
   * @throws UserError where they were not
   */
  public StudyReport {
    String first = null;
    for (Map.Entry<String, ArmOutcome> entry : outcomes.entrySet()) {
      if (entry.getValue() instanceof ArmOutcome.Tested tested) {
        if (first == null) {
          first = entry.getKey();
        } else {
          ArmOutcome.Tested other = (ArmOutcome.Tested) outcomes.get(first);
          if (!other.scores().goldHash().equals(tested.scores().goldHash())) {
            throw new UserError(
                "%s: mixes gold versions: arm %s was asked with gold %s, arm %s with %s; run both on one"
                    .formatted(
                        study.where(),
                        first,
                        other.scores().gold(),
                        entry.getKey(),
                        tested.scores().gold()));
          }
        }
      }
    }
  }

  private Map<String, HypothesisResult> gains(String comparator) {
    Map<String, HypothesisResult> rulings = new LinkedHashMap<>();
    study
        .gain()
        .ifPresent(
            claim -> claim.arms().forEach(arm -> rulings.put(arm, gain(claim, comparator, arm))));
    return rulings;
  }

  private HypothesisResult gain(Study.GainClaim claim, String comparator, String arm) {
    if (!(outcomes.get(comparator) instanceof ArmOutcome.Tested base)) {
      return HypothesisResult.notTested(comparator + " was not run");
    }
    if (!(outcomes.get(arm) instanceof ArmOutcome.Tested tested)) {
      return HypothesisResult.notTested(why(arm));
    }
    List<ArmOutcome.Tested> trainings = new ArrayList<>(List.of(tested));
    for (String seed : study.arm(arm).orElseThrow().seeds()) {
      if (outcomes.get(seed) instanceof ArmOutcome.Tested other) {
        trainings.add(other);
      }
    }
    // One arm of several is enough, so that each is held to a stricter level (Bonferroni).
    double level = 1 - ERROR / claim.arms().size();
    HypothesisResult ruling =
        HypothesisResult.gain(
            claim.relative(),
            RelativeGain.compute(
                base.scores(),
                trainings.stream().map(ArmOutcome.Tested::scores).toList(),
                claim.measure(),
                bootstrap(),
                level));
    Optional<String> guesses =
        notBetter(claim, base, AgainstBaseline.Kind.CONSTANT, AgainstBaseline.Kind.CLAIM_ALONE);
    if (guesses.isPresent()) {
      return HypothesisResult.notTested(
          ruling.why()
              + "; "
              + comparator
              + " is "
              + guesses.get()
              + ", so that a gain over it means little");
    }
    return study.arm(arm).orElseThrow().kind() == Arm.Kind.TRAINED
        ? trained(claim, ruling, trainings)
        : ruling;
  }

  /** What has to be true of a trained arm besides: it reads, and so does each other training. */
  private HypothesisResult trained(
      Study.GainClaim claim, HypothesisResult ruling, List<ArmOutcome.Tested> trainings) {
    if (trainings.size() < FEWEST_SEEDS) {
      return ruling.undecided(
          "needs trainings with "
              + FEWEST_SEEDS
              + " seeds, has "
              + trainings.size()
              + ": how much trainings differ is not known");
    }
    for (ArmOutcome.Tested training : trainings) {
      Optional<String> guesses =
          notBetter(
              claim,
              training,
              AgainstBaseline.Kind.CLAIM_ALONE,
              AgainstBaseline.Kind.WITHOUT_ARTICLE);
      if (guesses.isPresent()) {
        return ruling.undecided("one training is " + guesses.get());
      }
    }
    return ruling;
  }

  /** The first of the baselines that an arm is not better than, in words; of verdicts alone. */
  private Optional<String> notBetter(
      Study.GainClaim claim, ArmOutcome.Tested arm, AgainstBaseline.Kind... kinds) {
    if (Metrics.named(claim.measure()).orElseThrow().task() != Tasks.VERIFY) {
      return Optional.empty();
    }
    List<AgainstBaseline> baselines = AgainstBaseline.compute(arm.report().scorecard(), seed);
    for (AgainstBaseline.Kind kind : kinds) {
      Optional<AgainstBaseline> found =
          baselines.stream().filter(b -> b.kind() == kind).findFirst();
      if (found.isEmpty()) {
        return Optional.of("not compared with " + kind.toText());
      }
      if (!found.get().better()) {
        return Optional.of(found.get().toText());
      }
    }
    return Optional.empty();
  }

  /** The rulings on "up to so much cheaper", by cell. */
  public Map<Study.Cell, HypothesisResult> savings() {
    Map<Study.Cell, HypothesisResult> rulings = new LinkedHashMap<>();
    study
        .cheaper()
        .ifPresent(claim -> claim.cells().forEach(cell -> rulings.put(cell, saving(claim, cell))));
    return rulings;
  }

  private HypothesisResult saving(Study.CheaperClaim claim, Study.Cell cell) {
    if (!(outcomes.get(cell.arm()) instanceof ArmOutcome.Tested tested)) {
      return HypothesisResult.notTested(why(cell.arm()));
    }
    RunUsage api = api().orElse(tested.work());
    if (!api.counted()) {
      return HypothesisResult.notTested("tokens were not counted, so an API's cost is not known");
    }
    double level = 1 - ERROR / claim.cells().size();
    HypothesisResult ruling =
        HypothesisResult.cheaper(
            claim.share(),
            Saving.compute(
                tested.work().parts(),
                tested.work().on(machines.find(cell.machine())),
                api.parts(),
                prices.find(cell.price()),
                bootstrap(),
                level));
    if (api().isEmpty()) {
      ruling =
          new HypothesisResult(
              ruling.conclusion(), ruling.why() + "; the API's tokens are taken to be this arm's");
    }
    return ruling.conclusion() == HypothesisResult.Conclusion.SUPPORTED
        ? asGood(claim, cell, ruling)
        : ruling;
  }

  /** Cheaper counts only where the arm is shown not to be worse than the API by the margin. */
  private HypothesisResult asGood(
      Study.CheaperClaim claim, Study.Cell cell, HypothesisResult ruling) {
    Optional<String> api =
        study.arms().stream()
            .filter(a -> a.kind() == Arm.Kind.PROPRIETARY)
            .map(Arm::id)
            .filter(id -> outcomes.get(id) instanceof ArmOutcome.Tested)
            .findFirst();
    if (api.isEmpty()) {
      return HypothesisResult.notTested(
          ruling.why()
              + "; no answers of the API are there: whether this arm is as good is not known");
    }
    String measure = study.measures().get(0);
    Optional<Difference> difference = compare(api.get(), cell.arm(), measure);
    boolean good =
        difference
            .flatMap(Difference::interval)
            .filter(i -> i.low() >= -claim.margin())
            .isPresent();
    return good
        ? ruling
        : ruling.undecided(
            Text.format("not shown to be as good: %s within %.3f of ", measure, claim.margin())
                + api.get()
                + difference.map(d -> ", " + toText(d)).orElse(""));
  }

  private Optional<Difference> compare(String before, String now, String measure) {
    return new Comparer(Policy.describing(List.of(measure)), seed)
            .compare(
                ((ArmOutcome.Tested) outcomes.get(before)).scores(),
                ((ArmOutcome.Tested) outcomes.get(now)).scores())
            .differences()
            .stream()
            .filter(d -> d.metric().equals(measure))
            .findFirst();
  }

  /** What a proprietary arm measured, where it counted its tokens. */
  private Optional<RunUsage> api() {
    return study.arms().stream()
        .filter(a -> a.kind() == Arm.Kind.PROPRIETARY)
        .map(a -> outcomes.get(a.id()))
        .filter(o -> o instanceof ArmOutcome.Tested t && t.work().counted())
        .map(o -> ((ArmOutcome.Tested) o).work())
        .findFirst();
  }

  private String why(String arm) {
    return outcomes.get(arm) instanceof ArmOutcome.NotTested not ? not.why() : "";
  }

  private Bootstrap bootstrap() {
    return new Bootstrap(RESAMPLES, seed);
  }

  /** The decisions alone, for the terminal. */
  public String toText() {
    StringBuilder out = new StringBuilder();
    decisions().forEach(line -> out.append(String.join("  ", line).strip()).append('\n'));
    return out.toString();
  }

  private List<List<String>> decisions() {
    List<List<String>> rows = new ArrayList<>();
    study
        .gain()
        .ifPresent(
            claim -> {
              gainRows(rows, claim, study.baseline(), comparator(claim));
              Optional<String> leading = best(claim, a -> a.kind() == Arm.Kind.LEADING);
              if (leading.isPresent()) {
                gainRows(rows, claim, leading.get(), "the best leading model asked");
              } else {
                rows.add(
                    List.of(
                        Text.format(
                            "%.0f%% better %s than leading off-the-shelf models",
                            100 * claim.relative(), claim.measure()),
                        HypothesisResult.Conclusion.NOT_TESTED.text(),
                        "no arm of kind leading was asked"));
              }
            });
    study
        .cheaper()
        .ifPresent(
            claim -> {
              Map<Study.Cell, HypothesisResult> savings = savings();
              rows.add(
                  List.of(
                      Text.format("up to %.0f%% cheaper", 100 * claim.share()),
                      HypothesisResult.any(List.copyOf(savings.values())).text(),
                      ""));
              savings.forEach(
                  (cell, r) ->
                      rows.add(
                          List.of(
                              "· %s on %s against %s"
                                  .formatted(cell.arm(), cell.machine(), cell.price()),
                              r.conclusion().text(),
                              r.why())));
            });
    return rows;
  }

  private void gainRows(
      List<List<String>> rows, Study.GainClaim claim, String comparator, String what) {
    Map<String, HypothesisResult> gains = gains(comparator);
    rows.add(
        List.of(
            Text.format(
                "%.0f%% better %s than %s, %s",
                100 * claim.relative(), claim.measure(), comparator, what),
            HypothesisResult.any(List.copyOf(gains.values())).text(),
            ""));
    gains.forEach(
        (arm, r) ->
            rows.add(
                List.of(
                    "· " + arm + (sameBase(arm, comparator) ? " (same base)" : ""),
                    r.conclusion().text(),
                    r.why())));
  }

  /** What the baseline is among the arms off the shelf. */
  private String comparator(Study.GainClaim claim) {
    long count = study.arms().stream().filter(a -> a.offTheShelf() && tested(a)).count();
    return best(claim, Arm::offTheShelf)
        .map(
            best ->
                best.equals(study.baseline())
                    ? "the best of " + count + " off the shelf that were asked"
                    : "not the best off the shelf that was asked (" + best + ")")
        .orElse("no arm off the shelf was asked");
  }

  /** The arm with the highest figure; the first of equals. */
  private Optional<String> best(Study.GainClaim claim, Predicate<Arm> of) {
    Optional<String> best = Optional.empty();
    double most = Double.NEGATIVE_INFINITY;
    for (Arm arm : study.arms()) {
      if (of.test(arm) && outcomes.get(arm.id()) instanceof ArmOutcome.Tested tested) {
        double value =
            tested
                .report()
                .scorecard()
                .figure(claim.measure())
                .score()
                .figure()
                .orElse(Double.NEGATIVE_INFINITY);
        if (value > most) {
          most = value;
          best = Optional.of(arm.id());
        }
      }
    }
    return best;
  }

  private boolean tested(Arm arm) {
    return outcomes.get(arm.id()) instanceof ArmOutcome.Tested;
  }

  private boolean sameBase(String arm, String other) {
    return base(arm).isPresent() && base(arm).equals(base(other));
  }

  /** The weights that an arm's model was made of. */
  private Optional<String> base(String id) {
    return outcomes.get(id) instanceof ArmOutcome.Tested tested
        ? Optional.ofNullable(tested.report().manifest().model().versions().get("weights"))
        : Optional.empty();
  }

  /** The whole report. */
  public StudyDocument page() {
    StudyDocument page = new StudyDocument().heading(1, study.title());
    page.paragraph(asked());
    page.heading(2, "Decisions").paragraph(rule());
    List<List<String>> rows = new ArrayList<>(List.of(List.of("claim", "ruling", "figures")));
    rows.addAll(decisions());
    page.table(rows).heading(2, "Arms").table(arms());
    unlike().forEach(page::paragraph);
    page.heading(2, "Against " + study.baseline()).table(differences(true));
    page.paragraph("Candidate − baseline on the same stories, with the 95% interval.");
    page.heading(2, "Step by step").table(differences(false));
    page.paragraph("Each arm against the one before it that was run.");
    page.heading(2, "Cost").table(costs());
    page.paragraph(
        "Measured seconds on the machine, and measured tokens at the price, per 1,000 articles with"
            + " all that was asked about them; the command cost shows the arithmetic.");
    page.heading(2, "Prompts").table(prompts());
    return page;
  }

  /** Arms of one model's weights that were not asked the same. */
  private List<String> unlike() {
    List<String> found = new ArrayList<>();
    List<Map.Entry<String, ArmOutcome>> arms = List.copyOf(outcomes.entrySet());
    for (int i = 0; i < arms.size(); i++) {
      for (int j = i + 1; j < arms.size(); j++) {
        if (arms.get(i).getValue() instanceof ArmOutcome.Tested a
            && arms.get(j).getValue() instanceof ArmOutcome.Tested b) {
          String pair = arms.get(i).getKey() + " and " + arms.get(j).getKey() + ": ";
          PromptTokenMismatch.find(a.scores(), b.scores())
              .forEach(p -> found.add(pair + p.toText() + "."));
        }
      }
    }
    return found;
  }

  private String rule() {
    return "Written down in %s before the run. Supported: the interval's lower end reaches the claim; refuted: its upper end does not; else not decided. A gain over an arm that is no better than always giving one answer, or than guessing from the claim alone, is not tested. A trained arm needs three seeds, whose spread is in the interval, and each of them has to be better than the claim alone and than itself without the article. Cheaper counts only where the arm is shown not to be worse than the API by the margin. Where one arm or cell of n is enough, each interval has the level 1 − 0.05/n (Bonferroni). Not tested: the arm was not run."
        .formatted(study.where());
  }

  private String asked() {
    for (ArmOutcome outcome : outcomes.values()) {
      if (outcome instanceof ArmOutcome.Tested tested) {
        var manifest = tested.report().manifest();
        return Text.format(
            "Gold %s; %d articles of %d stories, %d verdicts; each model was asked %s.",
            tested.scores().gold(),
            manifest.articles().size(),
            tested.scores().stories().size(),
            manifest.verdicts().size(),
            study.repeats() == 1 ? "once" : study.repeats() + " times");
      }
    }
    return "No arm was run.";
  }

  private List<List<String>> arms() {
    List<String> head = new ArrayList<>(List.of("arm", "kind", "answers from"));
    head.addAll(study.measures());
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (Arm arm : study.arms()) {
      List<String> row = new ArrayList<>(List.of(arm.id(), arm.kind().toText(), arm.source()));
      if (outcomes.get(arm.id()) instanceof ArmOutcome.Tested tested) {
        study.measures().forEach(m -> row.add(figure(tested.report().scorecard().figure(m))));
      } else {
        row.add("not tested: " + why(arm.id()));
        study.measures().stream().skip(1).forEach(m -> row.add("not tested"));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String figure(Figure figure) {
    if (figure.score() instanceof Score.Unscored unscored) {
      return "– (" + unscored.why() + ")";
    }
    Score.Scored scored = (Score.Scored) figure.score();
    String interval =
        scored.interval().map(i -> Text.format(" (%.3f to %.3f)", i.low(), i.high())).orElse("");
    return (Text.format("%.3f", scored.value()) + interval + " " + figure.unit().mark()).strip();
  }

  private List<List<String>> differences(boolean fromBaseline) {
    List<String> head = new ArrayList<>(List.of("arm", "against"));
    head.addAll(study.measures());
    List<List<String>> rows = new ArrayList<>(List.of(head));
    String before = fromBaseline ? study.baseline() : "";
    for (Arm arm : study.arms()) {
      boolean tested = outcomes.get(arm.id()) instanceof ArmOutcome.Tested;
      if (!tested && !arm.id().equals(study.baseline())) {
        rows.add(List.of(arm.id(), before, "not tested"));
      } else if (tested
          && outcomes.get(before) instanceof ArmOutcome.Tested
          && !arm.id().equals(before)) {
        rows.add(difference(before, arm.id()));
      }
      before = tested && !fromBaseline ? arm.id() : before;
    }
    return rows.stream().map(row -> padded(row, head.size())).toList();
  }

  private static List<String> padded(List<String> row, int width) {
    List<String> all = new ArrayList<>(row);
    while (all.size() < width) {
      all.add(all.get(all.size() - 1));
    }
    return all;
  }

  private List<String> difference(String before, String now) {
    ArmOutcome.Tested a = (ArmOutcome.Tested) outcomes.get(before);
    ArmOutcome.Tested b = (ArmOutcome.Tested) outcomes.get(now);
    var comparison =
        new Comparer(Policy.describing(study.measures()), seed).compare(a.scores(), b.scores());
    List<String> row = new ArrayList<>(List.of(now, before));
    for (String measure : study.measures()) {
      row.add(
          comparison.differences().stream()
              .filter(d -> d.metric().equals(measure))
              .findFirst()
              .map(StudyReport::toText)
              .orElse("– (" + comparison.missing().getOrDefault(measure, "") + ")"));
    }
    return row;
  }

  private static String toText(Difference d) {
    String interval =
        d.interval().map(i -> Text.format(" (%+.3f to %+.3f)", i.low(), i.high())).orElse("");
    return (Text.format("%+.3f", d.value()) + interval + " " + d.unit().mark()).strip();
  }

  private List<List<String>> costs() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "arm",
            "seconds an article",
            "tokens an article, in + out",
            "at",
            "per 1,000 articles"));
    for (Study.Cell cell : study.cheaper().map(Study.CheaperClaim::cells).orElse(List.of())) {
      if (!(outcomes.get(cell.arm()) instanceof ArmOutcome.Tested tested)) {
        rows.add(List.of(cell.arm(), "not tested", "not tested", cell.machine(), "not tested"));
        continue;
      }
      UsageTotals all = UsageTotals.everything("", tested.work().parts());
      String seconds = Text.format("%.1f", all.seconds() / all.articles());
      String tokens =
          tested.work().counted()
              ? Text.format(
                  "%.0f + %.0f", all.input() / all.articles(), all.output() / all.articles())
              : "not counted";
      var machine = tested.work().on(machines.find(cell.machine()));
      var price = prices.find(cell.price());
      rows.add(
          List.of(
              cell.arm(),
              seconds,
              tokens,
              machine.name()
                  + machine
                      .drew()
                      .map(by -> Text.format(", %.1f W by %s", machine.watts(), by))
                      .orElse(""),
              CostSheet.compute(all, machine).perThousandArticles().text()));
      if (tested.work().counted()) {
        rows.add(
            List.of(
                cell.arm(),
                seconds,
                tokens,
                price.name() + ", price of " + price.date(),
                CostSheet.compute(all, price).perThousandArticles().text()));
      }
    }
    return rows.stream().distinct().toList();
  }

  private List<List<String>> prompts() {
    List<List<String>> rows = new ArrayList<>(List.of(List.of("arm", "prompt", "version", "hash")));
    outcomes.forEach(
        (id, outcome) -> {
          if (outcome instanceof ArmOutcome.Tested tested) {
            tested
                .report()
                .manifest()
                .prompts()
                .forEach(
                    (task, p) ->
                        rows.add(List.of(id, task, "" + p.version(), p.hash().substring(0, 12))));
          }
        });
    return rows;
  }
}
