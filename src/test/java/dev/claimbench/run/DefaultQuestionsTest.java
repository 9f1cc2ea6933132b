package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Stories;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a run asks about where nothing says it. */
class DefaultQuestionsTest {
  private static final Stories STORIES = Stories.read(Path.of("eval", Stories.FILE));
  private static final Path CARD = Path.of("verifiers", "minilm-l6-verify", "card.json");

  private static Inputs inputs(Optional<Integer> limit) {
    return new Inputs(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Tasks.usual(),
        Optional.empty(),
        limit);
  }

  private static RunPlan plan(Inputs inputs, Home home) {
    return inputs.plan(
        home, Sampling.greedy(1, Duration.ofMinutes(1)), Experiment.VERDICTS, note -> {});
  }

  private static List<String> items(RunPlan plan, String task) {
    return plan.prompts(Map.entry(task, plan.templates().get(task))).map(Prompt::item).toList();
  }

  @Test
  void five_articles_for_claims_and_five_verdicts_on_one_article_of_each_of_ten_stories() {
    RunPlan plan = plan(inputs(Optional.empty()), Home.here());
    List<String> articles = plan.articles().stream().map(Article::id).toList();
    assertThat(articles).hasSize(10).startsWith("vell-batteries-journal", "lumen-ferry-fares-blog");
    assertThat(items(plan, "extract")).isEqualTo(articles.subList(0, 5));
    // One article after the other, so that each is read once for its verdicts.
    assertThat(items(plan, "verify").stream().map(Tasks.VERIFY::article).distinct())
        .isEqualTo(articles);
    assertThat(
            items(plan, "verify").stream()
                .collect(Collectors.groupingBy(Tasks.VERIFY::article, Collectors.counting()))
                .values())
        .hasSize(10)
        .containsOnly(5L);
  }

  @Test
  void they_are_the_first_test_stories_whatever_any_model_answered() {
    List<String> first =
        STORIES.splits().entrySet().stream()
            .filter(s -> s.getValue().equals("test"))
            .map(Map.Entry::getKey)
            .limit(10)
            .toList();
    assertThat(plan(inputs(Optional.empty()), Home.here()).articles())
        .extracting(Article::story)
        .isEqualTo(first);
  }

  @Test
  void the_verifier_that_is_compared_was_trained_on_none_of_them() throws IOException {
    JsonNode card = Json.MAPPER.readTree(CARD.toFile());
    // Its verdicts are of development stories; two of those were held back to choose its bias.
    List<String> trained = new ArrayList<>();
    card.get("data").forEach(data -> trained.add(data.get("what").asText()));
    assertThat(trained).filteredOn(what -> what.contains("verdicts of")).isNotEmpty();
    assertThat(trained)
        .filteredOn(what -> what.contains("verdicts of"))
        .allMatch(what -> what.contains("development stories"));
    List<String> heldOut = new ArrayList<>();
    card.get("held_out").forEach(story -> heldOut.add(story.asText()));
    assertThat(heldOut).isNotEmpty();
    assertThat(plan(inputs(Optional.empty()), Home.here()).articles())
        .extracting(Article::story)
        .doesNotContainAnyElementsOf(heldOut)
        .noneMatch(story -> "dev".equals(STORIES.splits().get(story)));
  }

  @Test
  void a_limit_and_a_choice_of_stories_leave_what_they_leave() {
    RunPlan two = plan(inputs(Optional.of(2)), Home.here());
    assertThat(items(two, "extract")).hasSize(2);
    RunPlan some =
        plan(
            inputs(Optional.empty()).withStories(Set.of("kessel-trial", "castor-verdict")),
            Home.here());
    assertThat(items(some, "extract")).containsExactly("kessel-trial-clinic");
    assertThat(items(some, "verify")).hasSize(10);
    // What is named is asked whole.
    RunPlan named = plan(Inputs.of(Path.of("seeds/open-models"), Path.of("eval")), Home.here());
    assertThat(items(named, "extract")).hasSize(5);
    assertThat(named.extracted()).isEqualTo(named.articles().size());
  }
}
