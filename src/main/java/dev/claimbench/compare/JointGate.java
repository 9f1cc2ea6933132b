package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One decision over several comparisons: suites of questions, each with rules of its own, and where
 * a policy names an {@link Policy.Anchor anchor}, the comparison with that as well. All must
 * accept; one that rejects is enough. The deciding figures of all are one family for Holm's method,
 * so that any false rejection at all is no likelier than α. Each acceptance is tested at α; as all
 * must pass, accepting a loss is no likelier than that (Berger 1982, <i>Multiparameter hypothesis
 * testing and acceptance sampling</i>, Technometrics 24: the intersection-union test).
 *
 * @param alpha error rate over all parts
 * @param unsure what to do where the evidence is too thin
 * @param parts in the order of the policy
 * @param seed of resampling
 */
public record JointGate(double alpha, Policy.Unsure unsure, List<Part> parts, long seed) {

  /**
   * One suite.
   *
   * @param name for the reader; empty where there is only one
   * @param anchor the first baseline, where the policy names one
   * @param policy its rules; its {@code alpha} and {@code unsure} are not looked at
   * @param topics of stories, by id
   * @param judged its rules on judged figures, decided
   */
  public record Part(
      String name,
      Scores baseline,
      java.util.Optional<Scores> anchor,
      Scores candidate,
      Policy policy,
      Timing timing,
      Map<String, String> topics,
      List<Rule> judged) {}

  /**
   * What came of it.
   *
   * @param comparisons by the name of the suite, in order; that with an anchor by {@link #anchorOf}
   */
  public record Result(Map<String, Comparison> comparisons, Decision decision) {}

  public JointGate {
    parts = List.copyOf(parts);
  }

  /** What the comparison with a suite's anchor is called. */
  static String anchorOf(String suite) {
    return suite.isEmpty() ? "anchor" : suite + ", anchor";
  }

  /**
   * Decides.
   *
   * @throws dev.claimbench.text.UserError where runs did not answer the same questions
   */
  public Result decide() {
    Differences statistics = Differences.standard(alpha, seed);
    List<Pair> pairs = new ArrayList<>();
    for (Part part : parts) {
      pairs.add(Pair.of(part.name, part.policy, part.baseline, part.candidate, statistics));
      part.anchor.ifPresent(
          anchor ->
              pairs.add(
                  Pair.of(
                      anchorOf(part.name),
                      part.policy.anchored(),
                      anchor,
                      part.candidate,
                      statistics)));
    }
    List<Difference> differences =
        statistics.adjusted(pairs.stream().flatMap(p -> p.figures.stream()).toList());
    Map<String, Comparison> comparisons = new LinkedHashMap<>();
    int next = 0;
    for (Pair pair : pairs) {
      List<Difference> own = differences.subList(next, next + pair.figures.size());
      next += own.size();
      comparisons.put(
          pair.name, Comparer.comparison(pair.baseline, pair.candidate, alpha, own, pair.missing));
    }
    List<Rule> rules = new ArrayList<>();
    boolean fewStories = true;
    for (Part part : parts) {
      Gate gate = new Gate(part.policy, part.topics);
      List<Rule> own = new ArrayList<>(gate.rules(comparisons.get(part.name), part.timing));
      own.addAll(part.judged);
      if (part.anchor.isPresent()) {
        own.addAll(gate.anchorRules(comparisons.get(anchorOf(part.name))));
      }
      boolean few = gate.hasTooFewStories(part.candidate);
      // Where another suite decides, what a few stories show is not enough to reject.
      own.forEach(
          rule ->
              rules.add(named(part.name, few && parts.size() > 1 ? tooFewStories(rule) : rule)));
      fewStories &= few;
    }
    return new Result(comparisons, Decision.from(rules, fewStories, unsure));
  }

  private static Rule named(String suite, Rule rule) {
    return suite.isEmpty()
        ? rule
        : new Rule(suite + ": " + rule.name(), rule.result(), rule.detail());
  }

  private static Rule tooFewStories(Rule rule) {
    return rule.result() == Rule.Result.REJECTED
        ? Rule.unknown(rule.name(), rule.detail() + " (within this story only)")
        : rule;
  }

  /** The figures of one comparison before they are adjusted for all. */
  private record Pair(
      String name,
      Scores baseline,
      Scores candidate,
      List<Differences.Tested> figures,
      Map<String, String> missing) {
    static Pair of(
        String name, Policy policy, Scores baseline, Scores candidate, Differences statistics) {
      Map<String, String> missing = new LinkedHashMap<>();
      return new Pair(
          name,
          baseline,
          candidate,
          Comparer.tested(policy, baseline, candidate, statistics, missing),
          missing);
    }
  }
}
