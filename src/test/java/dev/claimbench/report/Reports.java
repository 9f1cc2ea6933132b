package dev.claimbench.report;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Change;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.Weight;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Results;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.score.Usage;
import dev.claimbench.score.VerifyResult;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A run on one article with three gold claims and six verdicts, to be reported on. */
public final class Reports {
  public static final Article ARTICLE =
      new Article(
          "bridge",
          "river",
          "The bridge",
          "Gazette",
          Optional.empty(),
          "The old bridge shut on Monday. The mayor opened a new ferry. Trains were late.");
  private static final List<Verdict> LABELS =
      List.of(
          Verdict.SUPPORTED,
          Verdict.SUPPORTED,
          Verdict.REFUTED,
          Verdict.REFUTED,
          Verdict.NOT_ENOUGH_INFO,
          Verdict.NOT_ENOUGH_INFO);

  private Reports() {}

  static Claim claim(String id, String text, String quote) {
    return new Claim(
        id,
        text,
        List.of(quote),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  private static GoldClaim must(String id, String text, String quote) {
    return new GoldClaim(claim(id, text, quote), Weight.MUST);
  }

  private static final GoldArticle GOLD =
      new GoldArticle(
          "bridge",
          List.of(
              must("g1", "The old bridge shut on Monday.", "The old bridge shut on Monday"),
              must("g2", "The mayor opened a new ferry.", "The mayor opened a new ferry"),
              must("g3", "Trains were late.", "Trains were late")),
          List.of());

  static final List<Claim> FOUND_TWO_MADE_UP_ONE =
      List.of(
          claim("p1", "The old bridge shut on Monday.", "The old bridge shut on Monday"),
          claim("p2", "The mayor opened a new ferry.", "The mayor opened a new ferry"),
          claim("p3", "Whales <b>sang</b> | all *night*.", "whales sang"));

  /** All verdicts right, two of three claims found, one made up. */
  public static RunReport good(String model) {
    return report(model, Optional.of(GOLD), FOUND_TWO_MADE_UP_ONE, parsed(LABELS));
  }

  /** Says SUPPORTED to everything, as the best constant answer does. */
  public static RunReport constant(String model) {
    return report(
        model,
        Optional.of(GOLD),
        FOUND_TWO_MADE_UP_ONE,
        parsed(LABELS.stream().map(l -> Verdict.SUPPORTED).toList()));
  }

  public static RunReport withoutGold(String model) {
    return report(model, Optional.empty(), FOUND_TWO_MADE_UP_ONE, List.of());
  }

  /** One verdict of each other outcome among the six. */
  public static RunReport troubled(String model, boolean failed) {
    List<Answer<Judgement>> answers = new ArrayList<>(parsed(LABELS));
    answers.set(0, new Answer.Invalid<>("/verdict", "expected SUPPORTED, got \"YES | NO\""));
    answers.set(1, new Answer.Truncated<>("cut off after 192 tokens"));
    answers.set(2, new Answer.Refused<>("the server refused"));
    if (failed) {
      answers.set(3, new Answer.Failed<>(ModelException.Cause.TIMEOUT, "no answer in time"));
    }
    return report(model, Optional.of(GOLD), FOUND_TWO_MADE_UP_ONE, answers);
  }

  private static List<Answer<Judgement>> parsed(List<Verdict> verdicts) {
    List<Answer<Judgement>> answers = new ArrayList<>();
    verdicts.forEach(
        v ->
            answers.add(
                new Answer.Parsed<>(
                    new Judgement(v, Optional.of("The old bridge shut on Monday")), List.of())));
    return answers;
  }

  private static RunReport report(
      String model,
      Optional<GoldArticle> gold,
      List<Claim> claims,
      List<Answer<Judgement>> verdicts) {
    List<VerifyResult> verify = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      GoldVerdict label =
          new GoldVerdict(
              new CheckClaim(
                  "river",
                  "v" + i,
                  "Claim number " + i + ".",
                  "f" + i / 2,
                  i % 2 == 0 ? Optional.empty() : Optional.of(Change.NUMBER),
                  i % 2 == 0 ? Optional.empty() : Optional.of("v" + (i - 1))),
              "bridge",
              LABELS.get(i),
              false,
              List.of(),
              "",
              false);
      verify.add(new VerifyResult(ARTICLE, label, verdicts.get(i)));
    }
    List<Usage> usage =
        List.of(
            new Usage(
                "extract",
                "bridge",
                "Parsed",
                1_200,
                90,
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofSeconds(6)),
                Duration.ofSeconds(18),
                1));
    Results results =
        new Results(
            List.of(new ExtractResult(ARTICLE, gold, new Answer.Parsed<>(claims, List.of()))),
            verify,
            usage);
    Scorecard card =
        Scorecard.compute(
            results, new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 7, 200));
    return new RunReport(manifest(model, gold.isPresent(), verify), card);
  }

  private static Manifest manifest(String model, boolean gold, List<VerifyResult> verify) {
    return new Manifest(
        Manifest.VERSION,
        "0.1.0",
        new ModelInfo(model, "gguf", model, "sha256:ab12", "Q4_K_M", 8192, Map.of()),
        Map.of(),
        Map.of("extract", "e".repeat(64), "verify", "f".repeat(64)),
        Sampling.greedy(1, Duration.ofMinutes(10)),
        "seeds/river",
        Map.of("bridge", "a".repeat(64)),
        OptionalInt.empty(),
        gold ? Optional.of("eval") : Optional.empty(),
        "0123456789abcdef".repeat(4),
        "1.0",
        verify.stream().map(v -> v.gold().id()).toList(),
        gold ? 12 : 0,
        1,
        List.of(),
        Map.of("os", "Linux"),
        "2026-01-28T10:15:00Z");
  }
}
