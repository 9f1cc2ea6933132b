package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score --judge} with a served judge that goes by the share of equal words. */
class JudgedScoresTest {
  private static final Path RECORDED = Path.of("eval/recorded").toAbsolutePath();

  @TempDir Path dir;
  private HttpServer server;
  private CommandLineFixture fixture;
  private String judge;
  private Path run;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/models", e -> say(e, "{\"data\":[{\"id\":\"m\"}]}"));
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    judge = "openai/m@http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    fixture = CommandLineFixture.empty(dir);
    try (Stream<Path> runs = Files.list(RECORDED)) {
      Path first = runs.filter(Files::isDirectory).sorted().findFirst().orElseThrow();
      run = Files.createDirectories(dir.resolve("run"));
      for (String file : List.of("manifest.json", "replies.jsonl.gz")) {
        Files.copy(first.resolve(file), run.resolve(file));
      }
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void say(HttpExchange exchange, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String said = judged(body).replace("\"", "\\\"");
    String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + said + "\"}";
    String usage = "\"usage\":{\"prompt_tokens\":" + body.length() / 4;
    say(
        exchange,
        event
            + ",\"finish_reason\":\"stop\"}],"
            + usage
            + ",\"completion_tokens\":8}}\n\ndata: [DONE]\n\n");
  }

  private static String judged(String body) {
    int article = body.indexOf("\\n\\nArticle:");
    int claim = body.indexOf("\\n\\nClaim: ", Math.max(0, article));
    int end = body.indexOf("Is this claim SUPPORTED", Math.max(0, claim));
    if (article < 0 || claim < 0 || end < 0) {
      return "{\"relation\":\"" + relation(body) + "\"}";
    }
    Set<String> words = words(body.substring(claim + 11, end));
    Set<String> there = new HashSet<>(words);
    there.retainAll(words(body.substring(article, claim)));
    String verdict = there.size() * 5 >= words.size() * 4 ? "SUPPORTED" : "NOT_ENOUGH_INFO";
    return "{\"evidence\":\"\",\"verdict\":\"" + verdict + "\"}";
  }

  private static String relation(String body) {
    int first = body.indexOf("First sentence: ");
    int second = body.indexOf("Second sentence: ", Math.max(0, first));
    int end = body.indexOf("Are they same", Math.max(0, second));
    if (first < 0 || second < 0 || end < 0) {
      return "same";
    }
    Set<String> a = words(body.substring(first + 16, second));
    Set<String> b = words(body.substring(second + 17, end));
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return both.size() * 2 >= Math.max(a.size(), b.size()) ? "same" : "different";
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.replace("\\n", " ").trim().split("\\W+")));
  }

  private CommandLineFixture.Done score(String... more) {
    String[] all =
        Stream.concat(Stream.of("score", run.toString(), "--judge", judge), Arrays.stream(more))
            .toArray(String[]::new);
    return fixture.line(all);
  }

  private Path examine() {
    Path exam = dir.resolve("exam.jsonl");
    CommandLineFixture.Done done =
        fixture.line(
            "judge", "exam", judge, "--revision", "r1", "--out", exam.toString(), "--limit", "40");
    assertThat(done.code()).as(done.err()).isZero();
    return exam;
  }

  @Test
  void an_examined_judge_gives_corrected_figures_which_are_made_again_without_it()
      throws Exception {
    Path exam = examine();
    CommandLineFixture.Done done = score("--judge-exam", exam.toString(), "--judge-revision", "r1");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("Judged by " + judge)
        .contains("judge.precision", "judge.recall", "judge.faithful")
        .contains("In its exam it says same to ", "In its exam it says supported to ");
    String scores = Files.readString(run.resolve("judge/scores.json"));
    for (JsonNode figure : Json.PLAIN.readTree(scores).path("figures")) {
      assertThat(figure.path("low").asDouble()).isLessThan(figure.path("high").asDouble());
      assertThat(figure.path("high").asDouble() - figure.path("low").asDouble())
          .as("the judge's error is in " + figure.path("name"))
          .isGreaterThan(
              figure.path("countedHigh").asDouble() - figure.path("countedLow").asDouble());
    }

    server.stop(0);
    Files.delete(exam);
    Files.delete(dir.resolve("exam.faithful.jsonl"));
    Files.delete(run.resolve("judge/scores.json"));
    assertThat(score().code()).isZero();
    assertThat(run.resolve("judge/scores.json")).hasContent(scores);
  }

  @Test
  void runs_that_one_judge_judged_are_compared_with_its_error() throws Exception {
    Path exam = examine();
    Path first = run;
    assertThat(score("--judge-exam", exam.toString(), "--judge-revision", "r1").code()).isZero();
    Path second = other();
    assertThat(fixture.line("compare", first.toString(), second.toString()).out())
        .contains("Judged by " + judge + ": only one run was judged; judge the other with:")
        .contains("claimbench score " + second + " --judge " + judge);
    run = second;
    assertThat(score("--judge-exam", exam.toString(), "--judge-revision", "r1").code()).isZero();

    // The exam of a better judge than this one.
    for (Path judged : List.of(first, second)) {
      Path scores = judged.resolve("judge/scores.json");
      ObjectNode tree = (ObjectNode) Json.PLAIN.readTree(Files.readString(scores));
      tree.set(
          "exam",
          Json.PLAIN.readTree(
              "{\"s1\": [19, 20, 1, 30], \"s2\": [18, 20, 2, 30], \"s3\": [20, 20, 1, 30]}"));
      Files.writeString(scores, tree.toString());
    }
    String text = fixture.line("compare", first.toString(), second.toString()).out();
    assertThat(text).contains("Judged by " + judge + " (described, decides nothing)");
    assertThat(text.lines().filter(l -> l.startsWith("  judge."))).hasSize(3);
    JsonNode judged =
        Json.PLAIN
            .readTree(fixture.line("compare", first.toString(), second.toString(), "--json").out())
            .path("judged");
    JsonNode precision = judged.at("/figures/0");
    assertThat(precision.path("name").asText()).isEqualTo("judge.precision");
    assertThat(precision.path("difference").asDouble())
        .isBetween(precision.path("low").asDouble(), precision.path("high").asDouble());
    assertThat(precision.path("high").asDouble() - precision.path("low").asDouble())
        .isGreaterThan(0.01);
    // Against itself nothing differs, whatever the judge gets wrong.
    JsonNode itself =
        Json.PLAIN
            .readTree(fixture.line("compare", first.toString(), first.toString(), "--json").out())
            .at("/judged/figures/0");
    assertThat(itself.path("low").asDouble()).isZero();
    assertThat(itself.path("high").asDouble()).isZero();

    Path file = second.resolve("judge/scores.json");
    String scores = Files.readString(file);
    Files.writeString(file, scores.replaceFirst("\"judgeDigest\":\"", "$0x"));
    assertThat(fixture.line("compare", first.toString(), second.toString()).out())
        .contains("the runs were judged differently (judgeDigest: ");
    ObjectNode earlier = (ObjectNode) Json.PLAIN.readTree(scores);
    earlier.remove(List.of("exam", "faithfulness"));
    ((ArrayNode) earlier.get("figures")).remove(2);
    Files.writeString(file, earlier.toString());
    text = fixture.line("compare", first.toString(), second.toString()).out();
    assertThat(text.lines().filter(l -> l.contains("one run was judged by an earlier version;")))
        .hasSize(2);
    Files.writeString(first.resolve("judge/scores.json"), earlier.toString());
    Files.writeString(file, scores);
    text = fixture.line("compare", first.toString(), second.toString()).out();
    assertThat(text.lines().filter(l -> l.contains("one run was judged by an earlier version;")))
        .as("judge.faithful, which the first lacks, as well")
        .hasSize(3);
    Files.writeString(file, "{");
    CommandLineFixture.Done damaged = fixture.line("compare", first.toString(), second.toString());
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("judge/scores.json: not JSON; give score --judge again");
  }

  /** A second recorded run. */
  private Path other() throws IOException {
    try (Stream<Path> runs = Files.list(RECORDED)) {
      Path second = runs.filter(Files::isDirectory).sorted().skip(1).findFirst().orElseThrow();
      Path to = Files.createDirectories(dir.resolve("other"));
      for (String file : List.of("manifest.json", "replies.jsonl.gz")) {
        Files.copy(second.resolve(file), to.resolve(file));
      }
      return to;
    }
  }

  @Test
  void a_judge_without_an_exam_or_with_other_weights_is_refused() {
    CommandLineFixture.Done done = score();
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err())
        .contains("was never examined (")
        .contains("first: claimbench judge exam " + judge);

    Path exam = examine();
    done = score("--judge-exam", exam.toString(), "--judge-revision", "r2");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("has other weights than when it was examined: expected ");
    assertThat(run.resolve("judge/scores.json")).doesNotExist();
  }

  @Test
  void a_judge_that_was_examined_on_pairs_alone_says_nothing_of_faithfulness() throws Exception {
    Path exam = examine();
    Files.delete(dir.resolve("exam.faithful.jsonl"));
    CommandLineFixture.Done done = score("--judge-exam", exam.toString(), "--judge-revision", "r1");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .contains(
            "judge.faithful   not scored: the judge has no exam on this; claimbench judge exam "
                + judge);
    assertThat(run.resolve("judge/faithful-answers.jsonl")).doesNotExist();
  }

  @Test
  void a_model_does_not_judge_its_own_answers_unless_one_insists() throws Exception {
    Path exam = examine();
    String digest =
        Json.PLAIN
            .readTree(Files.readString(exam).lines().findFirst().orElseThrow())
            .get("digest")
            .asText();
    Path manifest = run.resolve("manifest.json");
    JsonNode tree = Json.PLAIN.readTree(Files.readString(manifest));
    String before = tree.at("/model/digest").asText();
    Files.writeString(manifest, Files.readString(manifest).replace(before, digest));
    CommandLineFixture.Done done = score("--judge-exam", exam.toString(), "--judge-revision", "r1");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("models prefer their own words").contains("--judge-own");
    done = score("--judge-exam", exam.toString(), "--judge-revision", "r1", "--judge-own");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("WHICH JUDGES ITS OWN ANSWERS");
  }
}
