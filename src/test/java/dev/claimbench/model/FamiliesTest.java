package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReaders;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The families that people swap between, each over Ollama's own route and an OpenAI-compatible one:
 * a file a case under {@code families/}, written after the servers' documentation, with what the
 * request must say, what the server answers, and what is to come of it.
 */
class FamiliesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "families");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Prompt PROMPT = Prompts.verify("The bridge cost 30 million euros.");
  private static final List<String> FAMILIES =
      List.of(
          "Qwen2.5",
          "Qwen3",
          "DeepSeek-R1",
          "Kimi",
          "Llama 3",
          "Llama 4",
          "gpt-oss",
          "Gemma 3",
          "Mistral");

  /** Seen so far on OpenAI-compatible servers only. */
  private static final List<String> ONE_ROUTE =
      List.of(
          "DeepSeek V4",
          "Gemma 4",
          "GLM-5.2",
          "Kimi K2.5",
          "Kimi K3",
          "MiniMax-M3",
          "Mistral Small 4",
          "Nemotron 3",
          "Qwen3.6",
          "Qwen3.8");

  /** A file of the folder; its name is the test's. */
  record Case(String name, JsonNode tree) {
    @Override
    public String toString() {
      return name;
    }

    boolean ollama() {
      return tree.path("route").asText().equals("ollama");
    }

    Optional<Think> think() {
      return Optional.ofNullable(tree.get("think"))
          .map(word -> Think.named(word.asText()).orElseThrow());
    }

    JsonNode expect(String field) {
      return tree.path("expect").path(field);
    }
  }

  static List<Case> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(FamiliesTest::read).toList();
    }
  }

  private static Case read(Path file) {
    try {
      return new Case(
          file.getFileName().toString().replace(".yaml", ""), YAML.readTree(file.toFile()));
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  @Test
  void every_family_has_both_routes() throws IOException {
    Map<String, List<String>> routes =
        cases().stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.tree().path("family").asText(),
                    Collectors.mapping(c -> c.tree().path("route").asText(), Collectors.toList())));
    assertThat(routes)
        .containsOnlyKeys(Stream.concat(FAMILIES.stream(), ONE_ROUTE.stream()).toList());
    assertThat(FAMILIES)
        .allSatisfy(name -> assertThat(routes.get(name)).contains("ollama", "openai"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_family_is_asked_and_read_as_its_servers_want_it(Case given) throws Exception {
    try (StandIn server = server(given)) {
      String chat = given.ollama() ? "/api/chat" : "/v1/chat/completions";
      try (Model model = open(given, server)) {
        Reply reply = model.ask(PROMPT, sampling(given));
        assertThat(given.expect("failure").isMissingNode()).as("an answer came: " + reply).isTrue();
        assertReply(given, reply);
      } catch (ModelException e) {
        assertThat(e.reason().name()).isEqualTo(given.expect("failure").asText());
        assertThat(e).hasMessageContaining(given.expect("why").asText());
      }
      JsonNode request = Json.PLAIN.readTree(server.requests(chat).get(0).body());
      given
          .tree()
          .path("request")
          .properties()
          .forEach(
              field -> {
                JsonNode sent = request.at(field.getKey());
                if (field.getValue().isNull()) {
                  assertThat(sent.isMissingNode()).as("%s is not sent", field.getKey()).isTrue();
                } else {
                  assertThat(sent).as(field.getKey()).isEqualTo(field.getValue());
                }
              });
    }
  }

  private static void assertReply(Case given, Reply reply) throws IOException {
    Answer<Judgement> answer = AnswerReaders.judgement().read(PROMPT, reply);
    assertThat(answer.outcome()).as("%s", answer).isEqualTo(given.expect("outcome").asText());
    assertThat(answer.toString()).contains(given.expect("why").asText());
    if (answer instanceof Answer.Parsed<Judgement> parsed) {
      assertThat(parsed.value())
          .isEqualTo(new Judgement(Verdict.SUPPORTED, Optional.of("cost 30 million euros")));
      assertThat(Json.PLAIN.valueToTree(parsed.wrapping()).toString())
          .isEqualTo(
              given.expect("wrapping").isMissingNode()
                  ? "[]"
                  : given.expect("wrapping").toString());
    }
    if (given.expect("text").isTextual()) {
      assertThat(reply.text()).isEqualTo(given.expect("text").asText());
    }
    assertThat(reply.thinking()).isEqualTo(given.expect("thinking").asText());
    assertThat(reply.promptTokens()).isEqualTo(given.expect("promptTokens").asInt());
    assertThat(reply.answerTokens()).isEqualTo(given.expect("answerTokens").asInt());
    assertThat(reply.thought().map(ThinkingUsage::tokens))
        .isEqualTo(
            given.expect("thinkingTokens").isMissingNode()
                ? Optional.empty()
                : Optional.of(given.expect("thinkingTokens").asInt()));
    assertThat(reply.thought().map(ThinkingUsage::time).orElse(Duration.ZERO))
        .isBetween(Duration.ZERO, reply.total());
    // What the journal keeps is what was read.
    ObjectMapper journal = JsonMapper.builder().findAndAddModules().build();
    assertThat(journal.readValue(journal.writeValueAsString(reply), Reply.class)).isEqualTo(reply);
  }

  private static Sampling sampling(Case given) {
    return new Sampling(
        0,
        Optional.empty(),
        Optional.empty(),
        7,
        200 + given.think().map(Think::room).orElse(0),
        Duration.ofSeconds(10),
        given.think());
  }

  private static StandIn server(Case given) throws IOException {
    String name = given.tree().path("model").asText();
    int status = given.tree().path("status").asInt(200);
    StandIn.Answer answer = StandIn.says(status, given.tree().path("answer").asText());
    return given.ollama()
        ? new StandIn()
            .on("/api/version", StandIn.says(200, "{\"version\":\"0.17.4\"}"))
            .on(
                "/api/tags",
                StandIn.says(
                    200,
                    """
                    {"models":[{"name":"%s","model":"%s","digest":"abc","size":1,
                    "modified_at":"2026-01-01T00:00:00Z",
                    "details":{"family":"x","quantization_level":"Q4_K_M"}}]}\
                    """
                        .formatted(name, name)))
            .on("/api/chat", answer)
        : new StandIn()
            .on("/v1/models", StandIn.says(200, "{\"data\":[{\"id\":\"" + name + "\"}]}"))
            .on("/v1/chat/completions", answer);
  }

  private static Model open(Case given, StandIn server) throws ModelException {
    String name = given.tree().path("model").asText();
    ModelSpec spec =
        given.ollama()
            ? ModelSpec.parse("ollama/" + name + "@" + server.address())
            : ModelSpec.parse("openai/" + name + "@" + server.address() + "/v1");
    return Models.open(spec, new ModelOptions(16384, 1, key -> null, ModelPaths.byPath()));
  }
}
