package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptLibrary;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls that share an article follow each other, so that a server reads it once. */
class CallOrderTest {
  private static final String TEXT = "The harbour board met again on Monday. ".repeat(50);

  private static GoldVerdict verdict(String claim, String article) {
    CheckClaim check =
        new CheckClaim("s", claim, "It met " + claim, "f", Optional.empty(), Optional.empty());
    return new GoldVerdict(check, article, Verdict.SUPPORTED, false, List.of(), "", false);
  }

  private static List<Call> calls() {
    PromptLibrary library = new PromptLibrary(Path.of("prompts"));
    Map<String, PromptTemplate> templates = new LinkedHashMap<>();
    templates.put("extract", library.template(Tasks.EXTRACT.prompt()));
    templates.put("verify", library.template(Tasks.VERIFY.prompt()));
    List<Article> articles =
        List.of(
            new Article("a", "s", "", "", Optional.empty(), TEXT + "It ended at noon."),
            new Article("b", "s", "", "", Optional.empty(), TEXT + "It ended at two."));
    RunPlan plan =
        new RunPlan(
            articles,
            GoldSet.empty(),
            // As the gold has them: claim by claim.
            List.of(verdict("v1", "a"), verdict("v1", "b"), verdict("v2", "a"), verdict("v2", "b")),
            templates,
            Sampling.greedy(1, Duration.ofSeconds(5)),
            "seeds",
            Optional.empty());
    List<Call> calls = new ArrayList<>();
    plan.calls(StandInModel.INFO).forEach(calls::add);
    return calls;
  }

  @Test
  void task_by_task_and_article_by_article() {
    assertThat(calls())
        .extracting(c -> c.prompt().item())
        .containsExactly("a", "b", "s/v1@a", "s/v2@a", "s/v1@b", "s/v2@b");
  }

  @Test
  void verdicts_on_one_article_differ_only_at_the_end() {
    List<Call> calls = calls();
    String one = whole(calls.get(2));
    String next = whole(calls.get(3));
    int same = 0;
    while (one.charAt(same) == next.charAt(same)) {
      same++;
    }
    assertThat(one.substring(same)).startsWith("1\n").hasSizeLessThan(120);
  }

  private static String whole(Call call) {
    return call.prompt().system() + "\n" + call.prompt().user();
  }
}
