package dev.claimbench.label;

import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Votes;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two passes over one gold set, item by item in the gold's order. */
record AnnotationPasses(List<VerdictVotes> verdicts, List<ClaimVotes> claims) {

  /** A verdict as adjudicated, and as each pass had it. */
  record VerdictVotes(GoldVerdict gold, Votes.Label first, Votes.Label second) {
    Votes.Label adjudicated() {
      return new Votes.Label(gold.label(), gold.viaSpeaker());
    }

    boolean differ() {
      return !first.equals(second);
    }
  }

  /** A claim as adjudicated, and as each pass had it. */
  record ClaimVotes(
      String article, GoldClaim gold, Votes.Attributes first, Votes.Attributes second) {
    Votes.Attributes adjudicated() {
      return new Votes.Attributes(
          gold.claim().kind(), gold.claim().hedge(), gold.weight(), gold.claim().speaker());
    }
  }

  /**
   * Joins the votes to the gold.
   *
   * @throws UserError where a pass lacks a vote, or votes on something that the gold does not have
   */
  static AnnotationPasses of(GoldSet gold, Votes first, Votes second) {
    List<VerdictVotes> verdicts = new ArrayList<>();
    List<ClaimVotes> claims = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (GoldVerdict v : gold.verdicts()) {
      known.add(v.id());
      verdicts.add(
          new VerdictVotes(
              v, vote(first, first.verdicts(), v.id()), vote(second, second.verdicts(), v.id())));
    }
    for (GoldArticle article : gold.articles()) {
      for (GoldClaim c : article.claims()) {
        String id = article.article() + "/" + c.claim().id();
        known.add(id);
        claims.add(
            new ClaimVotes(
                article.article(),
                c,
                vote(first, first.claims(), id),
                vote(second, second.claims(), id)));
      }
    }
    checkKnown(first, known);
    checkKnown(second, known);
    return new AnnotationPasses(verdicts, claims);
  }

  private static <T> T vote(Votes pass, Map<String, T> votes, String id) {
    T vote = votes.get(id);
    if (vote == null) {
      throw new UserError("votes of the " + pass.pass() + " pass: none for " + id);
    }
    return vote;
  }

  private static void checkKnown(Votes pass, Set<String> known) {
    List<String> strangers = new ArrayList<>(pass.verdicts().keySet());
    strangers.addAll(pass.claims().keySet());
    strangers.removeAll(known);
    if (!strangers.isEmpty()) {
      throw new UserError(
          "votes of the "
              + pass.pass()
              + " pass: one for "
              + strangers.stream().sorted().findFirst().orElseThrow()
              + ", which the gold does not have");
    }
  }
}
