package dev.claimbench.doctor;

import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Reply;
import dev.claimbench.run.Call;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How long the planned run takes: the first two calls of each task stand for the others. */
final class RunTimeEstimate {
  private static final String CHECK = "planned run";

  /**
   * One task of it.
   *
   * @param calls all of them
   * @param articles among them; the first call about an article reads it, the others find it read
   * @param first the reply about a new article
   * @param next the reply after it
   */
  record Part(String task, int calls, int articles, Reply first, Reply next) {
    Duration time() {
      return new CallTimes.Times(first.total(), next.total()).of(calls, articles);
    }

    double tokens(boolean prompt) {
      int two =
          prompt
              ? Math.max(0, first.promptTokens()) + Math.max(0, next.promptTokens())
              : Math.max(0, first.answerTokens()) + Math.max(0, next.answerTokens());
      return two / 2.0 * calls;
    }
  }

  private RunTimeEstimate() {}

  /**
   * @param speedUp how much more the best setting gets done than one call at a time
   */
  static List<CheckResult> check(Model model, Iterable<Call> calls, double speedUp, Price price)
      throws ModelException {
    Map<String, List<Call>> firsts = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Set<String>> articles = new LinkedHashMap<>();
    for (Call call : calls) {
      String task = call.prompt().task();
      counts.merge(task, 1, Integer::sum);
      articles.computeIfAbsent(task, t -> new HashSet<>()).add(call.prompt().article().id());
      List<Call> two = firsts.computeIfAbsent(task, t -> new ArrayList<>());
      if (two.size() < 2) {
        two.add(call);
      }
    }
    List<CheckResult> findings = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, List<Call>> entry : firsts.entrySet()) {
      String task = entry.getKey();
      List<Reply> replies = new ArrayList<>();
      for (Call call : entry.getValue()) {
        Reply reply = model.ask(call.prompt(), call.sampling());
        replies.add(reply);
        String outcome = Tasks.outcome(call.prompt(), reply);
        if (!outcome.equals("Parsed")) {
          findings.add(
              CheckResult.warning(
                  CHECK,
                  task + " " + call.prompt().item() + " came back " + outcome,
                  "such answers count against the model; see its raw text with a run of --limit"
                      + " 1"));
        }
      }
      parts.add(
          new Part(
              task,
              counts.get(task),
              articles.get(task).size(),
              replies.get(0),
              replies.get(replies.size() - 1)));
    }
    findings.add(judge(parts, speedUp, price));
    return findings;
  }

  static CheckResult judge(List<Part> parts, double speedUp, Price price) {
    double prompt = parts.stream().mapToDouble(p -> p.tokens(true)).sum();
    double answer = parts.stream().mapToDouble(p -> p.tokens(false)).sum();
    long alone = parts.stream().mapToLong(p -> p.time().toMillis()).sum();
    Duration time = Duration.ofMillis(Math.round(alone / Math.max(1, speedUp)));
    return CheckResult.ok(
        CHECK,
        Text.format(
            "%d calls, about %,.0f prompt and %,.0f answer tokens, about %s; %s",
            parts.stream().mapToInt(Part::calls).sum(),
            prompt,
            answer,
            toText(time),
            price.toText(time, prompt, answer)));
  }

  private static String toText(Duration time) {
    long seconds = (time.toMillis() + 500) / 1000;
    return seconds < 3600
        ? Text.format("%d:%02d min", seconds / 60, seconds % 60)
        : Text.format("%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }
}
