package dev.claimbench.judge;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.judge.ExamFigures.Decision;
import dev.claimbench.judge.ExamFigures.Share;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Kappa;
import dev.claimbench.stats.RankedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often a judge is right about whether claims are faithful. Invalid answers are counted and in
 * no other figure.
 *
 * @param firstInvalid why the first invalid answer is so
 * @param kinds share of the answers that are right, by {@link LabelledClaim#kinds}
 * @param faithful is a claim that is faithful called so, and one that is not called otherwise
 * @param kappa Cohen's, of faithful or not; NaN where undefined
 * @param auc probability that a faithful claim is rated above another one: by the probability of
 *     SUPPORTED where all answers have one, else by the verdict, with NOT_ENOUGH_INFO between the
 *     others; NaN where all are alike
 */
public record FaithfulnessFigures(
    int answers,
    int invalid,
    Optional<String> firstInvalid,
    Map<String, Share> kinds,
    Decision faithful,
    double kappa,
    double auc) {
  private record Answered(LabelledClaim claim, FaithfulnessJudge.FaithfulnessAnswer said) {
    String story() {
      return claim.claim().story();
    }

    boolean right() {
      return said.faithful() == claim.faithful();
    }
  }

  /** Of the claims that were asked about. */
  public static FaithfulnessFigures compute(
      List<LabelledClaim> claims,
      JudgeExam<FaithfulnessJudge.FaithfulnessAnswer> exam,
      Bootstrap bootstrap) {
    List<Answered> judged = new ArrayList<>();
    int answers = 0;
    Optional<String> firstInvalid = Optional.empty();
    for (LabelledClaim claim : claims) {
      for (JudgeAnswer<FaithfulnessJudge.FaithfulnessAnswer> answer : exam.answers(claim.claim())) {
        answers++;
        answer.said().ifPresent(said -> judged.add(new Answered(claim, said)));
        firstInvalid = firstInvalid.or(answer::invalid);
      }
    }
    Map<String, Share> kinds = new TreeMap<>();
    claims.stream()
        .flatMap(claim -> claim.kinds().stream())
        .distinct()
        .forEach(
            kind ->
                kinds.put(
                    kind,
                    Share.compute(
                        judged,
                        Answered::story,
                        j -> j.claim().kinds().contains(kind),
                        Answered::right,
                        bootstrap)));
    Decision faithful =
        new Decision(
            Share.compute(
                judged, Answered::story, j -> j.claim().faithful(), Answered::right, bootstrap),
            Share.compute(
                judged, Answered::story, j -> !j.claim().faithful(), Answered::right, bootstrap));
    double kappa =
        judged.isEmpty()
            ? Double.NaN
            : Kappa.cohen(
                judged.stream().map(j -> j.claim().faithful()).toList(),
                judged.stream().map(j -> j.said().faithful()).toList());
    return new FaithfulnessFigures(
        answers,
        answers - judged.size(),
        firstInvalid,
        kinds,
        faithful,
        kappa,
        auc(judged, faithful));
  }

  private static double auc(List<Answered> judged, Decision faithful) {
    if (faithful.sensitivity().all() == 0 || faithful.specificity().all() == 0) {
      return Double.NaN;
    }
    boolean probable = judged.stream().allMatch(j -> j.said().supported().isPresent());
    double[] rated =
        judged.stream()
            .mapToDouble(
                j -> probable ? j.said().supported().orElseThrow() : rank(j.said().verdict()))
            .toArray();
    boolean[] yes = new boolean[rated.length];
    for (int i = 0; i < yes.length; i++) {
      yes[i] = judged.get(i).claim().faithful();
    }
    return RankedScores.sort(rated, yes).auroc();
  }

  private static double rank(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> 2;
      case NOT_ENOUGH_INFO -> 1;
      case REFUTED -> 0;
    };
  }
}
