package dev.claimbench.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.Shared;
import dev.claimbench.cli.Main;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
  private static final String EDITS =
      """
      [{"id": "news_7_og", "doc": "Ann buys butter.", "summary": "Ann buys butter.", "label": 1},
       {"id": "news_7_1", "doc": "Ann buys butter.", "summary": "Ann buys ghee.", "label": 0},
       {"id": "news_7_2", "doc": "Ann buys butter.", "summary": "Butter is bought.", "label": 1}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path dir;

  @Test
  void a_data_set_becomes_articles_and_verdicts_that_our_own_check_accepts() throws IOException {
    Path edits = file("summedits_news.json", EDITS);
    Path to = dir.resolve("news");
    assertThat(run("import", "summedits", edits, "--out", to, "--split", "dev")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "3 claims with a text",
            "  SUPPORTED               2",
            "  REFUTED                 1",
            "written: " + to + " (1 stories, 1 articles, 3 verdicts); next:",
            "  claimbench run --task verify --seeds " + to + "/seeds --gold " + to + "/eval");
    assertThat(err.toString()).contains("`inconsistent` becomes REFUTED (--inconsistent-as)");
    assertThat(run("corpus", "check", "--seeds", to + "/seeds", "--gold", to + "/eval")).isZero();
    assertThat(out.toString()).contains("ok: 1 stories, 1 articles, 0 claims, 3 verdicts");
  }

  @Test
  void published_figures_need_only_predictions_by_id() throws IOException {
    Path edits = file("summedits_news.json", EDITS);
    Path predictions =
        file(
            "predictions.jsonl",
            """
            {"id": "news-7/news-7-og@news-7", "predicted": "SUPPORTED"}
            {"id": "news_7_1", "label": 1}
            """);
    assertThat(run("import", "summedits", edits, "--predictions", predictions)).isZero();
    // Consistent: 1 of 1 right; inconsistent: 0 of 1.
    assertThat(out.toString().lines())
        .containsExactly(
            "accuracy           0.5                   n = 2",
            "balanced_accuracy  0.5                   n = 2",
            "macro_f1           0.3333333333333333    n = 2");
    assertThat(err.toString().lines())
        .containsExactly(
            "scored 2 of 3 claims; left out: 1 without a prediction, 0 predictions without a"
                + " claim");
  }

  @Test
  void items_go_through_json_lines_into_the_plain_form() throws IOException {
    Path edits = file("summedits_news.json", EDITS);
    Path items = dir.resolve("items.jsonl");
    assertThat(run("import", "summedits", edits, "--items", items, "--limit", "2")).isZero();
    assertThat(Files.readAllLines(items)).hasSize(2);
    assertThat(run("import", "plain", items)).isZero();
    assertThat(out.toString())
        .contains("nothing written: give --out DIR or --items FILE (or --predictions to score)");
  }

  @Test
  void the_five_fever_figures_come_out_as_published() {
    Path gold = Shared.file("data/fever_scorer/actual.jsonl.gz");
    Path predictions = Shared.file("data/fever_scorer/predictions.jsonl.gz");
    assertThat(run("import", "fever", "--gold", gold, "--predictions", predictions)).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "fever_score         0.32573257325732574   n = 9,999",
            "label_accuracy      0.5208520852085209    n = 9,999",
            "evidence_precision  0.1043804380438068    n = 6,666",
            "evidence_recall     0.44224422442244227   n = 6,666",
            "evidence_f1         0.1688970477815144    n = 6,666");
  }

  @Test
  void wice_figures_come_from_raw_answers_too() {
    Path gold = Shared.file("data/wice/test_claims.jsonl");
    Path raw = Shared.file("data/wice/raw_responses/gpt-4-0613.jsonl");
    assertThat(run("import", "wice", gold, "--predictions", raw, "--json")).isZero();
    assertThat(out.toString()).contains("\"0_vs_1,2.f1\" : 0.6101694915254238");
    assertThat(err.toString())
        .contains("the threshold is chosen on the scored claims themselves")
        .contains("scores for 100 of 358 claims");
  }

  @Test
  void feverfacts_published_figures_come_out_and_ours_agree_with_people() throws IOException {
    Path matching = Shared.file("data/feverfact/matching.jsonl");
    assertThat(run("import", "feverfact", matching, "--json")).isZero();
    JsonNode figures = Json.MAPPER.readTree(out.toString());
    // Means over rows of the published entailment scores.
    assertThat(figures.get("published.focus").asDouble()).isCloseTo(0.4992146021, offset(1e-9));
    assertThat(figures.get("published.coverage").asDouble()).isCloseTo(0.6522089456, offset(1e-9));
    assertThat(figures.get("published.f_fact").asDouble()).isCloseTo(0.5655472826, offset(1e-9));
    assertThat(figures.get("published.focus.kappa").asDouble()).isCloseTo(0.60, offset(0.005));
    assertThat(figures.get("published.coverage.kappa").asDouble()).isCloseTo(0.73, offset(0.005));
    assertThat(figures.get("focus.kappa").asDouble()).isGreaterThanOrEqualTo(0.65);
    assertThat(figures.get("coverage.kappa").asDouble()).isGreaterThanOrEqualTo(0.62);
    assertThat(figures.get("focus.kappa.low").asDouble())
        .isLessThan(figures.get("focus.kappa").asDouble());
    assertThat(figures.get("focus.kappa.n").asInt()).isEqualTo(749);
    assertThat(figures.get("coverage.kappa.n").asInt()).isEqualTo(394);
    assertThat(figures.get("n").asInt()).isEqualTo(114);
  }

  @Test
  void feverfact_becomes_articles_and_gold_that_a_run_is_scored_with() throws IOException {
    String row =
        """
        {"sentence_id": 7, "source": "Vell", "sentence": "Vell builds cars.", \
        "context": ["Vell", "Vell builds cars.", "It is old."], \
        "gold": ["Vell builds cars.", "Vell is old."], "system": "qacg", \
        "generated": ["Vell builds cars."], "focus": [1], "coverage": [1, 0]}
        """;
    Path to = dir.resolve("cars");
    assertThat(run("import", "feverfact", file("matching.jsonl", row), "--out", to)).isZero();
    assertThat(out.toString())
        .contains("published.focus           none: no published scores in these files")
        .contains("people.coverage           0.5                   n = 1")
        .contains("(1 stories, 1 articles, 2 gold claims); next:")
        .contains("claimbench run --task extract --seeds " + to + "/seeds --gold " + to + "/eval");
    assertThat(run("corpus", "check", "--seeds", to + "/seeds", "--gold", to + "/eval")).isZero();
    Path answers =
        file(
            "answers.jsonl",
            """
            {"task": "extract", "item": "vell-7", "answer": {"claims": [{"quote": "Vell builds cars.", \
            "claim": "Vell builds cars.", "speaker": "", "kind": "event", "value": null, \
            "unit": "", "bound": "none", "date": "", "hedge": "none"}]}}
            """);
    int code =
        run(
            "score",
            "--answers",
            answers,
            "--task",
            "extract",
            "--seeds",
            to + "/seeds",
            "--gold",
            to + "/eval",
            "--out",
            dir.resolve("run"));
    assertThat(code).as(err.toString()).isZero();
    JsonNode scores =
        Json.MAPPER.readTree(Files.readString(dir.resolve("run").resolve("scores.json")));
    assertThat(scores.toString())
        .contains("the gold claims of FEVERFact have no quotes")
        .contains("the gold claims of FEVERFact have no fields");
  }

  /** What an import writes, every other command reads; what none could read is refused. */
  @Test
  void what_other_commands_could_not_read_is_refused_with_the_item() throws IOException {
    String head = "id,claim,article,label,evidence\n";
    String row = "1,It is open.,The bridge is open.,SUPPORTED,The bridge is open\n";
    String other = "2,It is shut.,The bridge is open.,REFUTED,\n";
    refused(head + row + other.replace("2,", "1,"), "its story has had a claim of this id");
    refused(head + row + other + row.replace("open.,The", "shut.,The"), "give each claim an id");
    refused(
        head + row.replace("The bridge is open.", "\"---\ntitle: x\n---\nThe bridge is open\""),
        "begins with a second front matter");
    refused(
        head + row.replace("D,The bridge", "D,A bridge"),
        "item '1': its evidence is not in its article: \"A bridge is open\"");
    Path to = dir.resolve("read");
    Path good = file("good.csv", head + row + other);
    assertThat(run("import", "plain", good, "--out", to)).isZero();
    assertThat(run("corpus", "check", "--seeds", to + "/seeds", "--gold", to + "/eval")).isZero();
  }

  private void refused(String table, String message) throws IOException {
    err.getBuffer().setLength(0);
    Path to = Files.createTempDirectory(dir, "refused");
    assertThat(run("import", "plain", file("bad.csv", table), "--out", to)).isEqualTo(2);
    assertThat(err.toString().lines().toList()).hasSize(1).first().asString().contains(message);
  }

  @Test
  void what_is_missing_is_said_in_one_line() throws IOException {
    Path claims = file("dev.jsonl", "{\"id\": 1, \"label\": \"SUPPORTS\", \"evidence\": []}");
    assertThat(run("import")).isEqualTo(2);
    assertThat(err.toString()).contains("import: expected fever, scifact");
    assertThat(run("import", "fever")).isEqualTo(2);
    assertThat(run("import", "fever", claims)).isEqualTo(2);
    assertThat(err.toString()).contains("give --wiki DIR for the texts");
    assertThat(run("import", "scifact", claims)).isEqualTo(2);
    assertThat(err.toString()).contains("give --corpus corpus.jsonl");
    assertThat(run("import", "plain", file("no.csv", "claim,article,label\n"))).isEqualTo(2);
    assertThat(err.toString()).contains("no claims with a text in these files");
  }

  @Test
  void averitecs_score_of_2024_is_refused_in_one_line() throws IOException {
    Path gold = file("dev.json", "[{\"claim\": \"A\", \"label\": \"Refuted\"}]");
    assertThat(run("import", "averitec", gold, "--predictions", gold)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("claimbench: import averitec --predictions: the score of 2024 is not computed")
        .contains("score --answers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fever",
        "scifact",
        "averitec",
        "wice",
        "vitaminc",
        "summedits",
        "feverfact",
        "plain"
      })
  void every_help_shows_an_example(String format) {
    assertThat(run("import", format, "--help")).isZero();
    assertThat(out.toString()).contains("Example").contains("claimbench import " + format);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private int run(Object... arguments) {
    String[] args = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    Environment environment =
        new Environment(Clock.systemUTC(), dir, Map.of(), false, false, List.of(args));
    return Main.execute(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
