package dev.claimbench.cli;

import dev.claimbench.compare.SuitePolicies;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs that a command was given for the suites of a policy, as {@code SUITE=RUN}. */
final class SuiteRuns {
  private SuiteRuns() {}

  /**
   * Runs by suite, in the policy's order; by "" where the policy has none.
   *
   * @param command for messages
   * @param most runs of each suite; not looked at where the policy has none
   * @throws UserError for a suite that is none, and for one without a run
   */
  static Map<String, List<Path>> parse(
      String command, SuitePolicies policy, List<String> words, int most) {
    Map<String, List<Path>> runs = new LinkedHashMap<>();
    policy.suites().keySet().forEach(suite -> runs.put(suite, new ArrayList<>()));
    for (String word : words) {
      String suite = policy.several() ? word.replaceFirst("=.*", "") : "";
      if (policy.several() && (!word.contains("=") || !runs.containsKey(suite))) {
        throw new UserError(
            command
                + ": expected SUITE=RUN with a suite of "
                + String.join(", ", runs.keySet())
                + ", got '"
                + word
                + "'");
      }
      if (policy.several() && runs.get(suite).size() == most) {
        throw new UserError(
            command + ": " + suite + " is there " + (most == 1 ? "twice" : "too often"));
      }
      runs.get(suite).add(Path.of(policy.several() ? word.substring(suite.length() + 1) : word));
    }
    runs.forEach(
        (suite, paths) -> {
          if (policy.several() && paths.isEmpty()) {
            throw new UserError(
                command + ": no run for the suite " + suite + "; add " + suite + "=RUN");
          }
        });
    return runs;
  }
}
