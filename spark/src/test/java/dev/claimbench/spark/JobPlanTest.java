package dev.claimbench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Passage;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.Weight;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.run.Call;
import dev.claimbench.spark.Labels.Label;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobPlanTest {
  private static final String PLAN =
      """
      version: 1
      model: openai/x@http://127.0.0.1:8000/v1
      seeds: articles
      """;

  private static JobPlan parse(String text) {
    return JobPlan.parse("plan.yaml", text, Path.of("run"));
  }

  @Test
  void a_plan_is_what_run_is_given_as_options() {
    JobPlan plan =
        parse(
            PLAN
                + """
                endpoints: ["http://127.0.0.1:8001/v1"]
                tasks: [verify]
                verdicts: 5
                repeats: 2
                think: low
                timeout: 30
                """);
    assertThat(plan.concurrency()).isEqualTo(32);
    assertThat(plan.experiment().access().endpoints()).containsExactly("http://127.0.0.1:8001/v1");
    assertThat(plan.experiment().access().timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(plan.experiment().inputs().verdicts()).contains(5);
    assertThat(plan.experiment().method().repeats()).isEqualTo(2);
    assertThat(plan.experiment().method().think()).contains(Think.LOW);
  }

  @Test
  void an_integer_may_be_written_as_any_number() {
    JobPlan plan = parse(PLAN + "limit: 1e2\nverdicts: 30.0\ntimeout: 60.0\n");
    assertThat(plan.experiment().inputs().limit()).contains(100);
    assertThat(plan.experiment().inputs().verdicts()).contains(30);
    assertThat(plan.experiment().access().timeout()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void mistakes_are_named_with_their_place() {
    assertThatThrownBy(() -> parse(PLAN + "modle: x\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("plan.yaml")
        .hasMessageContaining("modle");
    assertThatThrownBy(() -> parse(PLAN.replace("openai/x@http://127.0.0.1:8000/v1", "djl/x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected one that a server has (ollama/, openai/), got djl/x");
    assertThatThrownBy(
            () -> ClaimbenchJob.JobOptions.parse(List.of("--plan", "p", "--out", "/data")))
        .hasMessageContaining("expected an address such as file:/data/job, got '/data'");
    assertThatThrownBy(
            () -> ClaimbenchJob.JobOptions.parse(List.of("--plan", "p", "--out", "s3a://b/x")))
        .hasMessageContaining("--run: needed");
    assertThatThrownBy(() -> ClaimbenchJob.JobOptions.parse(List.of("--out", "file:/x", "--plan")))
        .hasMessageContaining("unexpected '--plan'");
  }

  /** What an executor asks has the key that the driver knows. */
  @Test
  void a_unit_has_the_same_calls_on_the_other_side() {
    Article article =
        new Article(
            "a", "s", "Title", "", Optional.of(LocalDate.of(2026, 1, 2)), "Text – \0 \"x\"");
    Sampling sampling =
        new Sampling(
            0.5,
            Optional.of(0.9),
            Optional.empty(),
            7,
            100,
            Duration.ofSeconds(9),
            Optional.of(Think.HIGH));
    CheckClaim claim =
        new CheckClaim("s", "c", "A claim.", "f", Optional.empty(), Optional.empty());
    Prompt prompt =
        new Prompt("verify", "s/c@a", "system", "user", "{}", "hash", article, Optional.of(claim));
    GoldVerdict verdict =
        new GoldVerdict(claim, "a", Verdict.SUPPORTED, true, List.of("Text"), "", false);
    GoldArticle gold =
        new GoldArticle(
            "a",
            List.of(
                new GoldClaim(
                    new Claim(
                        "c1",
                        "Five of ten.",
                        List.of("Text"),
                        Optional.of("she"),
                        Kind.STATISTIC,
                        Optional.of(Quantity.range(5.5, 7, "%")),
                        Optional.of("2026-01"),
                        Hedge.PLANNED),
                    Weight.MAY)),
            List.of(Passage.anywhere("Te"), new Passage("xt", OptionalInt.of(2))),
            Optional.of("A set"));
    ModelInfo model = new ModelInfo("openai/x", "openai", "x", "d", "", 100, Map.of());
    List<Call> calls =
        List.of(Call.of(prompt, sampling, 1, model), Call.of(prompt, sampling, 2, model));
    Label label =
        new Label(Optional.of(gold), Optional.of(verdict), Optional.of(Verdict.NOT_ENOUGH_INFO));
    Unit unit = Unit.parse(Unit.of(calls, c -> label).toJson());
    assertThat(unit.calls()).isEqualTo(calls);
    assertThat(unit.questions())
        .extracting(asked -> OwnJson.read(asked.label(), Label.class))
        .containsOnly(label);
    assertThat(Unit.parse(unit.withoutQuestions().toJson()).article()).isEqualTo(article);
  }

  /** One task and article a unit, and nothing twice or left out. */
  @Test
  void units_are_the_calls_of_one_article_in_their_order() {
    ModelInfo model = new ModelInfo("openai/x", "openai", "x", "d", "", 100, Map.of());
    List<Call> calls =
        List.of("a1", "a1", "a2", "a1").stream()
            .map(
                id ->
                    Call.of(
                        new Prompt(
                            "extract",
                            id,
                            "",
                            "",
                            "{}",
                            "",
                            new Article(id, "s", "", "", Optional.empty(), "Text"),
                            Optional.empty()),
                        Sampling.greedy(9, Duration.ofSeconds(9)),
                        1,
                        model))
            .toList();
    Units units = new Units(calls, c -> Label.NONE);
    assertThat(units.wave())
        .extracting(json -> Unit.parse(json).calls().size())
        .containsExactly(2, 1, 1);
    assertThat(units.taken()).isEqualTo(4);
    assertThat(units.wave()).isEmpty();
  }
}
