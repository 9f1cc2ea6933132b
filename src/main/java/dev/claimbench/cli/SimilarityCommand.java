package dev.claimbench.cli;

import dev.claimbench.align.Aligner;
import dev.claimbench.align.Similarities;
import dev.claimbench.align.Similarity;
import dev.claimbench.align.embedding.BgeModel;
import dev.claimbench.align.embedding.EmbeddingFile;
import dev.claimbench.cli.options.ConsoleCommand;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.PairLabel;
import dev.claimbench.dataset.PairsReader;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.score.MatchRates;
import dev.claimbench.score.PairScores;
import dev.claimbench.score.PairingAccuracy;
import dev.claimbench.score.Rewordings;
import dev.claimbench.score.Score;
import dev.claimbench.score.published.PeopleAgreement;
import dev.claimbench.score.published.PublishedFigure;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Interval;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code claimbench corpus similarity}: how well similarities and matching do on labelled pairs.
 */
@Command(
    name = "similarity",
    header = "Scores the similarities that pair claims.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores the similarities that pair claims, and the check that tells agreeing pairs from",
      "contrary ones, on the labelled pairs of eval/pairs. τ is chosen on dev stories only."
    },
    footer = {
      "",
      "Examples:",
      "  claimbench corpus similarity",
      "  claimbench corpus similarity --feverfact matching.jsonl"
    })
final class SimilarityCommand extends ConsoleCommand implements Callable<Integer> {
  @ParentCommand private CorpusCommand corpus;

  @Option(
      names = "--pairs",
      paramLabel = "DIR",
      description = "Folder of labelled pairs. Default: pairs/ in the gold folder")
  private Optional<Path> pairs = Optional.empty();

  @Option(
      names = "--choose-on",
      paramLabel = "SPLIT",
      defaultValue = "dev",
      description = "Stories that τ is chosen on; test is refused. Default: ${DEFAULT-VALUE}")
  private String chooseOn;

  @Option(names = "--bge", description = "Measure the embedding model too (about a minute)")
  private boolean bge;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write what was chosen, and from which articles and pairs, as JSON")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--feverfact",
      paramLabel = "FILE",
      description = {
        "Also measure agreement with people on FEVERFact's judged claims (repeat for several",
        "files), beside the labelled pairs, the twins and the time taken"
      })
  private List<Path> feverFact = List.of();

  /** Share of the pairs that say the same that the default pairs. */
  private static final double SAME_PAIRED = 0.95;

  /** How many claims are compared with as many where the time is taken. */
  private static final int TIMED = 1000;

  private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 7);

  /** Changes after which a claim and its twin cannot both be true. */
  private static final Set<Change> CONTRARY =
      Set.of(
          Change.NUMBER, Change.NEGATION, Change.DATE, Change.UNIT, Change.SPEAKER, Change.ENTITY);

  @Override
  public Integer call() {
    CorpusCommand.Corpus read = corpus.read();
    Stories stories = read.stories();
    List<ClaimPair> all =
        PairsReader.read(
            pairs.orElseGet(() -> corpus.labels().resolve("pairs")), stories.splits().keySet());
    Map<String, List<ClaimPair>> bySplit = new LinkedHashMap<>();
    for (String split : List.of("dev", "test")) {
      bySplit.put(
          split, all.stream().filter(p -> split.equals(stories.splits().get(p.story()))).toList());
    }
    List<ClaimPair> choosing = bySplit.get(chooseOn);
    if (choosing == null) {
      throw new UserError("--choose-on: expected dev, got '" + chooseOn + "'");
    }
    stories.requireDevPairs("τ", choosing);

    List<Similarity> similarities = new ArrayList<>(Similarities.ALL);
    if (bge) {
      similarities.add(BgeModel.similarity(new EmbeddingFile(BgeModel.NAME)));
    }
    Map<Similarity, Double> taus = new LinkedHashMap<>();
    List<GoldArticle> gold = gold(chooseOn, read);
    similarities.forEach(
        s ->
            taus.put(
                s,
                s.name().equals(Aligner.DEFAULT_SIMILARITY.name())
                    ? MatchRates.tauThatPairs(SAME_PAIRED, s, choosing)
                    : PairingAccuracy.compute(s, choosing, gold).bestTau()));
    out.ifPresent(file -> ThresholdRecord.from(taus, chooseOn, read, choosing).write(file));
    bySplit.forEach((split, list) -> similarities(split, list, taus, read));
    out().println("* the default, with the τ that is set" + drift(taus));
    bySplit.forEach((split, list) -> matches("LABELLED PAIRS, " + split, list));
    Map<String, List<ClaimPair>> twins = new LinkedHashMap<>();
    bySplit.forEach((split, list) -> twins.put(split, twins(split, read)));
    twins.forEach((split, list) -> matches("TWINS OF VERDICTS, " + split, list));
    if (!feverFact.isEmpty()) {
      FeverFact data = FeverFact.read(feverFact);
      singleClaims(data);
      people(data, taus, bySplit, twins, read);
    }
    return ExitCode.OK;
  }

  /** One line a similarity: people, labelled pairs, twins, time. */
  private void people(
      FeverFact data,
      Map<Similarity, Double> taus,
      Map<String, List<ClaimPair>> pairsBySplit,
      Map<String, List<ClaimPair>> twins,
      CorpusCommand.Corpus read) {
    List<String> texts =
        pairsBySplit.values().stream()
            .flatMap(List::stream)
            .flatMap(p -> Stream.of(p.a(), p.b()))
            .distinct()
            .limit(TIMED)
            .toList();
    out().println();
    printf(
        "AGREEMENT WITH PEOPLE (FEVERFact: %d lists of claims, %d sentences), kappa with the"
            + " threshold chosen without the sentence that is judged%n",
        data.extractions().stream().filter(FeverFact.Extraction::judged).count(),
        data.sentences().size());
    printf(
        "Each dev / test. SAME, CONTRARY, TWINS: paired and matched right; F1: of a perfect"
            + " extractor that rewords, as a share of that of one that copies; PRECISION: of"
            + " the one that rewords; SECONDS: %,d × %,d claims%n",
        texts.size(), texts.size());
    out()
        .println(
            "MEASURE                                        FOCUS  95%            COVERAGE  95%    "
                + "        AUC          SAME         CONTRARY     TWINS        F1          "
                + " PRECISION      SECONDS");
    taus.forEach(
        (similarity, chosen) -> {
          boolean isDefault = similarity.name().equals(Aligner.DEFAULT_SIMILARITY.name());
          double tau = isDefault ? Aligner.DEFAULT_TAU : chosen;
          if (isDefault) {
            peopleLine(
                data,
                "containment, " + similarity.name() + "*",
                PeopleAgreement.containment(similarity, tau),
                "");
          }
          long start = System.nanoTime();
          similarity.matrix(texts, texts);
          double seconds = (System.nanoTime() - start) / 1e9;
          String rest =
              Text.format(
                  "%-11s  %-11s  %-11s  %-11s  %-11s  %-13s  %7.2f",
                  bySplit(
                      pairsBySplit,
                      (split, list) ->
                          Text.format("%.2f", PairScores.compute(similarity, list).auroc())),
                  both(similarity, tau, pairsBySplit, "same"),
                  both(similarity, tau, pairsBySplit, "contrary"),
                  both(similarity, tau, twins, "contrary"),
                  bySplit(
                      pairsBySplit,
                      (split, list) ->
                          Text.format(
                              "%.0f%%",
                              100 * reworded(similarity, tau, split, list, read).ratio())),
                  bySplit(
                      pairsBySplit,
                      (split, list) ->
                          Text.format(
                              "%.3f", reworded(similarity, tau, split, list, read).precision())),
                  seconds);
          peopleLine(data, similarity.name(), PeopleAgreement.mostAlike(similarity), rest);
        });
    kinds(taus, pairsBySplit);
  }

  private static Rewordings reworded(
      Similarity similarity,
      double tau,
      String split,
      List<ClaimPair> list,
      CorpusCommand.Corpus read) {
    return Rewordings.compute(
        similarity, tau, read.stories().select(split, read.articles()), read.gold(), list);
  }

  /** How many contrary pairs of each kind are paired and found contrary. */
  private void kinds(Map<Similarity, Double> taus, Map<String, List<ClaimPair>> pairsBySplit) {
    List<String> kinds =
        CONTRARY.stream().map(change -> change.name().toLowerCase(Locale.ROOT)).sorted().toList();
    out().println();
    out()
        .println(
            "CONTRARY PAIRS BY CHANGE, dev / test           "
                + kinds.stream()
                    .map(kind -> Text.format("%-13s", kind))
                    .collect(Collectors.joining())
                    .strip());
    taus.forEach(
        (similarity, chosen) -> {
          boolean isDefault = similarity.name().equals(Aligner.DEFAULT_SIMILARITY.name());
          double tau = isDefault ? Aligner.DEFAULT_TAU : chosen;
          String line =
              Text.format("%-47s", similarity.name() + (isDefault ? "*" : ""))
                  + kinds.stream()
                      .map(kind -> both(similarity, tau, pairsBySplit, kind))
                      .map(text -> Text.format("%-13s", text))
                      .collect(Collectors.joining());
          out().println(line.stripTrailing());
        });
  }

  private static String bySplit(
      Map<String, List<ClaimPair>> bySplit, BiFunction<String, List<ClaimPair>, String> figure) {
    return bySplit.entrySet().stream()
        .map(e -> figure.apply(e.getKey(), e.getValue()))
        .collect(Collectors.joining(" / "));
  }

  /** What is scored of a claim without gold, beside people's votes. */
  private void singleClaims(FeverFact data) {
    if (data.judged().isEmpty()) {
      return;
    }
    out().println();
    out().println("CLAIMS BY THEMSELVES, beside people          N   PEOPLE'S YES    AUC   KAPPA");
    for (PeopleAgreement.SingleClaimAgreement line : PeopleAgreement.singleClaims(data.judged())) {
      printf(
          "%-40s  %4d  %13d  %5.3f  %6.3f%n",
          line.name(), line.n(), line.yes(), line.auc(), line.kappa());
    }
  }

  private void peopleLine(
      FeverFact data, String name, PeopleAgreement.Measure measure, String rest) {
    String line =
        Text.format(
            "%-45s  %s  %s     %s",
            name,
            kappa(PeopleAgreement.focus(data, measure, BOOTSTRAP)),
            kappa(PeopleAgreement.coverage(data, measure, BOOTSTRAP)),
            rest);
    out().println(line.stripTrailing());
  }

  private static String kappa(PublishedFigure figure) {
    return figure.score() instanceof Score.Scored s
        ? Text.format("%.3f  %-13s", s.value(), format("%.2f to %.2f", s.interval()))
        : Text.format("%-20s", "none");
  }

  /** Share of the pairs of a kind that are paired and matched right, of each split. */
  private static String both(
      Similarity similarity, double tau, Map<String, List<ClaimPair>> bySplit, String kind) {
    return bySplit.values().stream()
        .map(
            list ->
                MatchRates.compute(similarity, tau, list).stream()
                    .filter(row -> row.name().equals(kind))
                    .findFirst()
                    .map(row -> share(row.both(), row.pairs()))
                    .orElse("–"))
        .collect(Collectors.joining(" / "));
  }

  /** Says so where labels or texts have changed since τ was set. */
  private static String drift(Map<Similarity, Double> taus) {
    return taus.entrySet().stream()
        .filter(e -> e.getKey().name().equals(Aligner.DEFAULT_SIMILARITY.name()))
        .filter(e -> e.getValue() != Aligner.DEFAULT_TAU)
        .map(e -> Text.format(", but dev stories choose %.2f", e.getValue()))
        .findFirst()
        .orElse("");
  }

  private void similarities(
      String split, List<ClaimPair> list, Map<Similarity, Double> taus, CorpusCommand.Corpus read) {
    long pairable = list.stream().filter(p -> p.label().pairable()).count();
    printf(
        "%s: %d pairs of %d stories, %d of them pairable%n",
        split, list.size(), list.stream().map(ClaimPair::story).distinct().count(), pairable);
    out()
        .println(
            "SIMILARITY                                       AUC  95%            AGAINST DEFAULT"
                + "     τ     ACCURACY  BALANCED  MISSED  WRONG  PAIRED  LEFT ALONE");
    PairScores standard = PairScores.compute(Aligner.DEFAULT_SIMILARITY, list);
    List<GoldArticle> gold = gold(split, read);
    taus.forEach(
        (similarity, chosen) -> {
          boolean isDefault = similarity.name().equals(Aligner.DEFAULT_SIMILARITY.name());
          double tau = isDefault ? Aligner.DEFAULT_TAU : chosen;
          PairScores scores = PairScores.compute(similarity, list);
          PairingAccuracy place = PairingAccuracy.compute(similarity, list, gold);
          printf(
              "%-47s %.3f  %-13s  %-16s  %.2f%s  %8.3f  %8.3f  %6.3f  %5.3f  %6.3f  %10.3f%n",
              similarity.name(),
              scores.auroc(),
              format("%.2f to %.2f", scores.aurocInterval(BOOTSTRAP)),
              isDefault ? "" : format("%+.2f to %+.2f", scores.aurocOver(standard, BOOTSTRAP)),
              tau,
              isDefault ? "*" : " ",
              scores.accuracy(tau),
              scores.balancedAccuracy(tau),
              scores.missed(tau),
              scores.wronglyPaired(tau),
              place.paired(tau),
              place.leftAlone(tau));
        });
    out().println();
  }

  private void matches(String title, List<ClaimPair> list) {
    out().println();
    printf("%-28s %5s  PAIRED  MATCH RIGHT  BOTH%n", title, "N");
    MatchRates.compute(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, list)
        .forEach(
            row ->
                printf(
                    "  %-26s %5d  %6s  %11s  %4s%n",
                    row.name(),
                    row.pairs(),
                    share(row.paired(), row.pairs()),
                    share(row.matched(), row.pairs()),
                    share(row.both(), row.pairs())));
  }

  private static List<GoldArticle> gold(String split, CorpusCommand.Corpus read) {
    Set<String> ids =
        read.stories().select(split, read.articles()).stream()
            .map(Article::id)
            .collect(Collectors.toSet());
    return read.gold().articles().stream().filter(g -> ids.contains(g.article())).toList();
  }

  /** Made claims with those that they were made from; hedge and scope may leave both true. */
  private static List<ClaimPair> twins(String split, CorpusCommand.Corpus read) {
    Map<String, CheckClaim> claims = new LinkedHashMap<>();
    for (GoldVerdict verdict : read.gold().verdicts()) {
      CheckClaim claim = verdict.claim();
      if (split.equals(read.stories().splits().get(claim.story()))) {
        claims.put(claim.story() + "/" + claim.id(), claim);
      }
    }
    List<ClaimPair> twins = new ArrayList<>();
    for (CheckClaim claim : claims.values()) {
      if (claim.twin().isEmpty()) {
        continue;
      }
      CheckClaim twin = claims.get(claim.story() + "/" + claim.twin().get());
      Change change = claim.change().orElseThrow();
      if (change == Change.REWORDING) {
        twins.add(pair(claim, twin, PairLabel.SAME, Optional.empty()));
      } else if (CONTRARY.contains(change)) {
        twins.add(pair(claim, twin, PairLabel.CONTRARY, Optional.of(change)));
      }
    }
    return twins;
  }

  private static ClaimPair pair(
      CheckClaim claim, CheckClaim twin, PairLabel label, Optional<Change> change) {
    return new ClaimPair(claim.story(), claim.id(), claim.text(), twin.text(), label, change);
  }

  private static String format(String format, Optional<Interval> interval) {
    return interval.map(i -> Text.format(format, i.low(), i.high())).orElse("–");
  }

  private static String share(int some, int all) {
    return all == 0 ? "–" : Text.format("%.0f%%", 100.0 * some / all);
  }
}
