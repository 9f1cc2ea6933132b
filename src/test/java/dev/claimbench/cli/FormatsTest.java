package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.claimbench.align.embedding.BgeModel;
import dev.claimbench.align.embedding.EmbeddingFile;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.run.Energy;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunStore;
import dev.claimbench.study.Study;
import dev.claimbench.study.StudyReader;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/FORMATS.md} are files that load, and outputs that come out. */
class FormatsTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^```\\w+ file=(\\S+)\\n(.*?\\n)```$", Pattern.DOTALL);

  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void write_the_examples() throws IOException {
    fixture = CommandLineFixture.empty(dir);
    long examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("docs", "FORMATS.md")))
            .results()
            .peek(example -> fixture.file(example.group(1), example.group(2)))
            .count();
    assertThat(examples).isEqualTo(20);
    for (String name : new String[] {"extract.md", "extract.schema.json"}) {
      fixture.file("prompts/" + name, Files.readString(Path.of("prompts", name)));
    }
  }

  private CommandLineFixture.Done score() {
    return fixture.ask(
        "score",
        "--answers",
        fixture.path("answers.jsonl").toString(),
        "--prompts",
        fixture.path("prompts").toString(),
        "--details",
        "--out",
        fixture.path("runs/x").toString());
  }

  @Test
  void the_articles_the_gold_the_prompts_and_the_answers_make_a_run() throws IOException {
    CommandLineFixture.Done done = score();
    assertThat(done.err()).doesNotContain("claimbench:");
    assertThat(done.code()).isZero();
    // v01 and v03 are right, v02 is not.
    assertThat(done.out()).containsPattern("  accuracy +0\\.667 ");
    contains(fixture.text("runs/x/scores.json"), fixture.text("runs/r1/scores.json"));
    contains(fixture.text("runs/x/timings.json"), fixture.text("runs/r1/timings.json"));
  }

  @Test
  void the_corpus_is_whole() {
    CommandLineFixture.Done done =
        fixture.line(
            "corpus",
            "check",
            "--seeds",
            fixture.path("seeds").toString(),
            "--gold",
            fixture.path("eval").toString());
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).startsWith("ok: 1 stories, 1 articles, 2 claims, 3 verdicts; gold ");
  }

  @Test
  void places_are_read_as_the_words_that_stand_there() {
    Path seeds = fixture.path("seeds");
    GoldSet gold = GoldFolder.read(fixture.path("eval-2"), seeds, ArticleReader.read(seeds));
    assertThat(gold.articles().get(0).claims().get(0).claim().quotes())
        .containsExactly("The old bridge shut on Monday");
    assertThat(gold.verdicts().get(0).evidence()).containsExactly("after 40 boats had passed");
  }

  @Test
  void the_journals_line_is_whole_and_of_that_prompt() {
    Collection<JournalEntry> entries = RunStore.read(fixture.path("runs/r1")).values();
    assertThat(entries).hasSize(1);
    JournalEntry entry = entries.iterator().next();
    assertThat(entry.item()).isEqualTo("river/v03@bridge");
    score();
    assertThat(fixture.text("runs/x/replies.jsonl"))
        .contains("\"key\":\"" + entry.key() + "\"")
        .contains("\"prompt\":\"" + entry.prompt() + "\"");
  }

  @Test
  void the_manifest_loads_and_has_every_key() throws IOException {
    assertThat(Manifest.read(fixture.path("runs/r1")).model().spec()).isEqualTo("ollama/qwen3:8b");
    score();
    JsonNode real = Json.MAPPER.readTree(fixture.text("runs/x/manifest.json"));
    JsonNode example = Json.MAPPER.readTree(fixture.text("runs/r1/manifest.json"));
    assertThat(example.fieldNames()).toIterable().containsExactlyElementsOf(real::fieldNames);
    assertThat(example.at("/prompts/verify").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(real.at("/prompts/verify")::fieldNames);
  }

  @Test
  void the_vectors_are_read_and_as_their_schema_says() throws IOException {
    String text = fixture.text("runs/r1/vectors.json");
    EmbeddingFile vectors = EmbeddingFile.read("vectors.json", text, BgeModel.NAME);
    assertThat(vectors.size()).isEqualTo(1);
    assertThat(vectors.json()).isEqualTo(Json.MAPPER.readTree(text).toPrettyString() + "\n");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("src/main/resources/schema/vectors-1.schema.json")));
    assertThat(schema.validate(Json.MAPPER.readTree(vectors.json()))).isEmpty();
    assertThat(schema.validate(Json.MAPPER.readTree("{\"version\": 2}"))).isNotEmpty();
  }

  @Test
  void the_energy_is_read_and_as_its_schema_says() throws IOException {
    Energy energy = Energy.find(fixture.path("runs/r1")).orElseThrow();
    // 162,000 J in an hour
    assertThat(energy.watts()).isEqualTo(45);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("src/main/resources/schema/energy-1.schema.json")));
    assertThat(schema.validate(Json.MAPPER.valueToTree(energy))).isEmpty();
    assertThat(schema.validate(Json.MAPPER.readTree("{\"version\": 2}"))).isNotEmpty();
  }

  @Test
  void the_prices_and_the_hardware_load() {
    score();
    CommandLineFixture.Done done =
        fixture.line(
            "cost",
            fixture.path("runs/x").toString(),
            "--prices",
            fixture.path("eval/prices.yaml").toString(),
            "--hardware",
            fixture.path("eval/hardware.yaml").toString());
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).contains("example/big").contains("desk").contains("cloud");
  }

  @Test
  void the_study_loads() {
    Study study = StudyReader.read(fixture.path("eval/studies/small.yaml"));
    assertThat(study.arms()).hasSize(3);
    assertThat(study.cheaper().orElseThrow().cells()).hasSize(1);
  }

  @Test
  void pairs_and_votes_look_like_the_real_ones() throws IOException {
    sameKeys("eval/pairs/river.yaml", Path.of("eval", "pairs"), "pairs");
    JsonNode votes = YAML.readTree(fixture.text("eval/votes/first/river.yaml"));
    for (Path file : yaml(Path.of("eval", "votes"))) {
      JsonNode real = YAML.readTree(Files.readString(file));
      assertThat(keys(real)).as(file.toString()).containsAll(keys(votes));
      real.get("verify")
          .forEach(
              row ->
                  row.forEach(
                      vote ->
                          assertThat(vote.asText())
                              .as(file.toString())
                              .matches("(SUPPORTED(/speaker)?|REFUTED|NOT_ENOUGH_INFO)")));
    }
  }

  private void sameKeys(String example, Path folder, String list) throws IOException {
    Set<String> ours = new TreeSet<>();
    Set<String> labels = new TreeSet<>(Set.of("different", "overlapping"));
    for (JsonNode item : YAML.readTree(fixture.text(example)).get(list)) {
      ours.addAll(keys(item));
      labels.add(item.get("label").asText());
    }
    for (Path file : yaml(folder)) {
      for (JsonNode item : YAML.readTree(Files.readString(file)).get(list)) {
        assertThat(ours).as(file.toString()).containsAll(keys(item));
        assertThat(labels).as(file.toString()).contains(item.get("label").asText());
      }
    }
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Iterable<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(f -> f.toString().endsWith(".yaml")).toList();
    }
  }

  private static void contains(String whole, String part) throws IOException {
    JsonNode real = Json.MAPPER.readTree(whole);
    for (var entry : Json.MAPPER.readTree(part).properties()) {
      assertThat(matches(real.path(entry.getKey()), entry.getValue()))
          .as("%s: the page has %s, and there came %s", entry.getKey(), entry.getValue(), whole)
          .isTrue();
    }
  }

  /** Each key of the example, and each element of its lists, is in the real one; … is anything. */
  private static boolean matches(JsonNode real, JsonNode example) {
    if (example.isObject()) {
      return example.properties().stream()
          .allMatch(e -> real.has(e.getKey()) && matches(real.get(e.getKey()), e.getValue()));
    }
    if (example.isArray()) {
      return real.isArray()
          && example.isEmpty() == real.isEmpty()
          && elements(example).allMatch(e -> elements(real).anyMatch(r -> matches(r, e)));
    }
    return example.asText().equals("…")
        || real.equals(example)
        || (real.isNumber() && Math.abs(real.asDouble() - example.asDouble()) < 0.001);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
