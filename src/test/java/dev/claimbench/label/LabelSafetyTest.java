package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several pages at once, links and odd requests may do to labels: nothing unseen. */
class LabelSafetyTest {
  private static final String TEXT = "The bridge shut on Monday.";
  private static final String EMPTY = "version: 1\narticle: bridge\nclaims: []\n";

  @TempDir Path dir;

  private static Article article(String id, String story) {
    return new Article(id, story, "", "", Optional.empty(), TEXT);
  }

  private LabelFiles files(String... ids) {
    List<Article> articles = new ArrayList<>();
    for (String id : ids.length == 0 ? new String[] {"bridge"} : ids) {
      articles.add(article(id, "river"));
    }
    return new LabelFiles(dir, articles, Suggestions.none(), List.of());
  }

  private static ObjectNode claim(String id, String version, String text, String quantity)
      throws IOException {
    return (ObjectNode)
        Json.PLAIN.readTree(
            """
            {"article": "bridge", "id": "%s", "version": "%s", "claim": {"text": "%s",
             "quotes": ["The bridge shut"], "speaker": null, "kind": "event", "quantity": %s,
             "date": null, "hedge": "none", "weight": "must"}}\
            """
                .formatted(id, version, text, quantity));
  }

  private static String version(LabelFiles files) {
    return files.all().at("/articles/0/version").asText();
  }

  /** Saves claims, each again where somebody else was first; returns how many were acknowledged. */
  static int save(Path gold, String who, int times) throws Exception {
    LabelFiles files =
        new LabelFiles(gold, List.of(article("bridge", "river")), Suggestions.none(), List.of());
    int saved = 0;
    for (int i = 0; i < times; i++) {
      for (boolean done = false; !done; ) {
        try {
          done = files.change("claim", claim(who + i, version(files), "Claim " + who + i, "null"));
        } catch (StaleFileException e) {
          // The page loads again and saves once more.
        }
      }
      saved++;
    }
    return saved;
  }

  private void assertAllThere(String... who) throws IOException {
    String text = Files.readString(dir.resolve("gold/bridge.yaml"));
    for (String name : who) {
      for (int i = 0; i < 40; i++) {
        assertThat(text).contains("id: " + name + i + "\n");
      }
    }
  }

  @Test
  @Timeout(120)
  void two_pages_lose_nothing_that_was_acknowledged() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> a = threads.submit(() -> save(dir, "a", 40));
      Future<Integer> b = threads.submit(() -> save(dir, "b", 40));
      assertThat(a.get() + b.get()).isEqualTo(80);
    } finally {
      threads.shutdownNow();
    }
    assertAllThere("a", "b");
  }

  /** A second process; started by the test below. */
  public static void main(String[] args) throws Exception {
    save(Path.of(args[0]), args[1], 40);
  }

  @Test
  @Timeout(120)
  void two_processes_lose_nothing_that_was_acknowledged() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String who : List.of("a", "b")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LabelSafetyTest.class.getName(),
                  dir.toString(),
                  who)
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve(who + ".log").toFile())
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    }
    for (String who : List.of("a", "b")) {
      assertThat(dir.resolve(who + ".log")).isEmptyFile();
    }
    assertAllThere("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../esc", "../esc", "a/b", "/etc/passwd", "..", "", "a\u0000b"})
  void no_id_leads_out_of_the_folder(String id) {
    GoldPaths paths = new GoldPaths(dir);
    assertThatThrownBy(() -> paths.claims(id)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> paths.verdicts(id)).isInstanceOf(UserError.class);
  }

  @Test
  void a_link_out_of_the_folder_is_neither_read_nor_written() throws Exception {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Path victim = Files.writeString(outside.resolve("victim.yaml"), EMPTY);
    Path gold = Files.createDirectories(dir.resolve("eval/gold"));
    Files.createSymbolicLink(gold.resolve("bridge.yaml"), victim);
    Files.createSymbolicLink(gold.resolve("nowhere.yaml"), outside.resolve("new.yaml"));
    GoldPaths paths = new GoldPaths(dir.resolve("eval"));
    assertThatThrownBy(() -> paths.claims("bridge")).hasMessageContaining("which is not in");
    assertThatThrownBy(() -> paths.claims("nowhere")).hasMessageContaining("leads out of");
    Files.createSymbolicLink(dir.resolve("eval/verify"), outside);
    assertThatThrownBy(() -> paths.verdicts("new")).hasMessageContaining("leads out of");
    assertThatThrownBy(() -> paths.verdicts("victim")).hasMessageContaining("which is not in");
  }

  @Test
  void a_link_within_the_folder_stays_one_and_its_target_is_written() throws Exception {
    Path real = Files.createDirectories(dir.resolve("real")).resolve("b.yaml");
    Files.writeString(real, EMPTY);
    Path link = Files.createDirectories(dir.resolve("gold")).resolve("bridge.yaml");
    Files.createSymbolicLink(link, real);
    LabelFiles files = files();
    assertThat(files.change("claim", claim("c01", version(files), "It shut.", "null"))).isTrue();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).contains("c01");
  }

  @Test
  @Timeout(30)
  void a_pipe_among_the_gold_is_named() throws Exception {
    Path pipe = Files.createDirectories(dir.resolve("gold")).resolve("bridge.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> files().all())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a folder, pipe or device");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\": 1e10000000, \"unit\": \"boats\", \"bound\": \"exactly\"}",
        "{\"value\": \"many\", \"unit\": \"boats\", \"bound\": \"exactly\"}",
        "{\"value\": null, \"unit\": \"boats\", \"bound\": \"exactly\"}",
        "{\"low\": \"]: {\", \"high\": 2, \"unit\": \"boats\"}",
        "{\"low\": 1, \"unit\": \"boats\"}",
        "{\"value\": [1], \"unit\": {}, \"bound\": 7}",
        "{\"value\": 1, \"unit\": 7, \"bound\": \"exactly\"}",
        "1e10000000",
        "7",
        "\"40 boats\"",
        "[40]"
      })
  void an_odd_quantity_is_answered_and_not_written(String quantity) throws Exception {
    try (PageServer server = server(files())) {
      Got got = post(server, claim("c01", version(files()), "It shut.", quantity).toString());
      assertThat(got.status()).as(got.body()).isEqualTo(422);
    }
    assertThat(dir.resolve("gold")).doesNotExist();
  }

  @Test
  void an_odd_text_or_id_is_answered_and_not_written() throws Exception {
    try (PageServer server = server(files())) {
      String version = version(files());
      String half = claim("c01", version, "HALF", "null").toString().replace("HALF", "a \\ud83d b");
      assertThat(post(server, half)).extracting(Got::status).isEqualTo(422);
      String unit = "{\"value\": 1, \"unit\": \"HALF\", \"bound\": \"exactly\"}";
      half = claim("c01", version, "It shut.", unit).toString().replace("HALF", "\\ud83d");
      assertThat(post(server, half)).extracting(Got::status).isEqualTo(422);
      for (String odd : List.of("7", "null", "[]", "{}")) {
        String text = claim("c01", version, "TEXT", "null").toString().replace("\"TEXT\"", odd);
        assertThat(post(server, text).status()).as(odd).isEqualTo(422);
      }
      String many = "c".repeat(500_000);
      Got got = post(server, claim(many, version, "It shut.", "null").toString());
      assertThat(got.status()).isEqualTo(422);
      assertThat(got.body().length()).isLessThan(1000);
      for (String body : List.of("null", "[]", "7", "{\"claim\": 1}", "")) {
        assertThat(post(server, body).status()).as(body).isBetween(400, 499);
      }
    }
    assertThat(dir.resolve("gold")).doesNotExist();
  }

  @Test
  void a_click_brings_back_its_own_article_alone() throws Exception {
    LabelFiles files = files("bridge", "ferry", "lock");
    try (PageServer server = server(files)) {
      Got got = post(server, claim("c01", version(files), "It shut.", "null").toString());
      assertThat(got.status()).isEqualTo(200);
      JsonNode now = Json.PLAIN.readTree(got.body());
      assertThat(now.path("part").asBoolean()).isTrue();
      assertThat(now.path("articles")).hasSize(1);
      assertThat(now.at("/articles/0/claims/0/id").asText()).isEqualTo("c01");
      assertThat(got.body()).doesNotContain(TEXT, "ferry");
    }
  }

  @Test
  @Timeout(60)
  void half_sent_requests_hold_up_nobody() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (PageServer server = server(files())) {
      int port = URI.create(server.address()).getPort();
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        String half =
            i % 2 == 0
                ? "GET / HT"
                : "POST /x/claim HTTP/1.1\r\nHost: 127.0.0.1:"
                    + port
                    + "\r\nContent-Length: 9\r\n\r\n{";
        socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
      }
      long begin = System.nanoTime();
      Got got = post(server, claim("c01", version(files()), "It shut.", "null").toString());
      assertThat(got.status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static PageServer server(LabelSession session) {
    return new PageServer(
        Optional.of(session),
        0,
        "secret",
        path -> Optional.ofNullable(path.isEmpty() ? "<p>page</p>" : null),
        "default-src 'none'");
  }

  private record Got(int status, String body) {}

  private static Got post(PageServer server, String body) throws Exception {
    URI page = URI.create(server.address());
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(page.resolve("claim"))
                    .header("Origin", "http://127.0.0.1:" + page.getPort())
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return new Got(answer.statusCode(), answer.body());
  }
}
