package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Whether temperature 0 with a seed gives the same answer again, alone and beside others. */
final class RepeatabilityCheck {
  static final String CHECK = "repeatability";
  private static final int TIMES = 3;
  private static final int ANSWER = 64;

  private RepeatabilityCheck() {}

  static CheckResult check(Model model, Sampling sampling, ConcurrentCalls crowd, int together)
      throws ModelException {
    // Temperature 0, whatever the run will have.
    Sampling greedy =
        Sampling.greedy(ANSWER, sampling.timeout())
            .withSeed(sampling.seed())
            .withThink(sampling.think());
    Set<String> alone = new HashSet<>();
    for (int i = 0; i < TIMES; i++) {
      alone.add(text(model.ask(ProbePrompts.numbered(0), greedy)));
    }
    if (together < 2) {
      return judge(alone, Set.of());
    }
    // The same question between others, as in a run.
    List<Reply> replies =
        crowd.ask(
            model,
            IntStream.range(0, 2 * TIMES)
                .mapToObj(i -> ProbePrompts.numbered(i % 2 == 0 ? 0 : i))
                .toList(),
            greedy,
            together);
    Set<String> beside = new HashSet<>();
    for (int i = 0; i < replies.size(); i += 2) {
      beside.add(text(replies.get(i)));
    }
    return judge(alone, beside);
  }

  private static String text(Reply reply) {
    return reply.thinking() + "\0" + reply.text();
  }

  /**
   * @param alone different answers to one question, asked alone
   * @param beside different answers to it, asked beside others; empty where that was not tried
   */
  static CheckResult judge(Set<String> alone, Set<String> beside) {
    if (alone.size() > 1) {
      return CheckResult.warning(
          CHECK,
          "the same question had " + alone.size() + " answers at temperature 0, asked alone",
          "two runs will differ by chance: compare several runs of each model");
    }
    if (beside.size() > 1 || !alone.containsAll(beside)) {
      return CheckResult.warning(
          CHECK,
          "the same alone, another answer beside other calls",
          "--concurrency 1 where runs must repeat exactly; else compare several runs");
    }
    return CheckResult.ok(
        CHECK,
        beside.isEmpty()
            ? "the same answer " + TIMES + " times, alone"
            : "the same answer " + TIMES + " times, alone and beside other calls");
  }
}
