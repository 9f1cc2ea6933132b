package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The labelling server as others find it, byte by byte, and what it leaves in the files. */
class PageServerTest {
  /** In place of a status: the connection was closed without an answer. */
  private static final int HUNG_UP = 0;

  private static final String VERIFY =
      """
      version: 1
      story: river
      claims:
        - id: v01
          text: "The bridge shut."
          family: f1
          change: null
          twin: null
          verdicts:
            bridge: {label: SUPPORTED, evidence: ["The bridge shut"]}  # sure
      """;

  @TempDir Path dir;
  private PageServer server;
  private URI address;
  private Path verify;

  private record Got(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    verify = Files.createDirectories(dir.resolve("verify")).resolve("river.yaml");
    Files.writeString(verify, VERIFY);
    Article article =
        new Article("bridge", "river", "", "", Optional.empty(), "The bridge shut on Monday.");
    server =
        new PageServer(
            Optional.of(new LabelFiles(dir, List.of(article), Suggestions.none(), List.of())),
            0,
            "secret",
            path -> Optional.ofNullable(path.isEmpty() ? "<p>page</p>" : null),
            "default-src 'none'");
    address = URI.create(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String host() {
    return "127.0.0.1:" + address.getPort();
  }

  /** A request as it stands: no client that would mend it. */
  private Got send(String request, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      try {
        out.write(body);
      } catch (IOException e) {
        // The server may hang up on a body that it refuses.
      }
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      // Of a refused body, the rest is never read and the connection perhaps never closed.
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.append((char) b);
        String head = answer.toString();
        if (head.startsWith("HTTP/1.1 413 ")
            || (head.startsWith("HTTP/1.1 400 ") && request.contains("chunked"))) {
          return new Got(Integer.parseInt(head.substring(9, 12)), "");
        }
      }
      if (answer.length() == 0) {
        return new Got(HUNG_UP, "");
      }
      String[] parts = answer.toString().split("\r\n\r\n", 2);
      return new Got(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[1]);
    }
  }

  private Got get(String path, String host) throws IOException {
    return send(
        "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n",
        new byte[0]);
  }

  private Got post(String path, Map<String, String> headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Connection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n");
    return send(head.toString(), bytes);
  }

  private Map<String, String> headers() {
    return Map.of("Host", host(), "Origin", "http://" + host(), "Content-Type", "application/json");
  }

  private String verdict(String label, String more) throws IOException {
    JsonNode all = Json.PLAIN.readTree(get("/secret/all", host()).body());
    return """
    {"article": "bridge", "id": "v01", "version": "%s", "verdict": {"label": "%s"%s}}\
    """
        .formatted(all.at("/stories/river/version").asText(), label, more);
  }

  @Test
  void its_own_page_reads_and_writes() throws IOException {
    assertThat(get("/secret/", host()).body()).isEqualTo("<p>page</p>");
    Got got =
        post(
            "/secret/verdict",
            headers(),
            verdict("NOT_ENOUGH_INFO", ", \"why\": \"no \\\"day\\\"\""));
    assertThat(got.status()).isEqualTo(200);
    assertThat(verify)
        .hasContent(
            VERIFY.replace(
                "{label: SUPPORTED, evidence: [\"The bridge shut\"]}",
                "{label: NOT_ENOUGH_INFO, why: \"no \\\"day\\\"\"}"));
    assertThat(post("/secret/undo", headers(), "{}").status()).isEqualTo(200);
    assertThat(verify).hasContent(VERIFY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Old Bridge_1", "007", "no", "Brücke (2)", "null"})
  void whatever_id_an_article_may_have_its_first_claim_can_be_saved(String id) throws Exception {
    Article article = new Article(id, "42", "", "", Optional.empty(), "The bridge shut on Monday.");
    LabelFiles files = new LabelFiles(dir, List.of(article), Suggestions.none(), List.of());
    String version = files.all().at("/articles/0/version").asText();
    files.change(
        "claim",
        Json.PLAIN.readTree(
            """
            {"article": "%s", "id": "c01", "version": "%s", "claim": {"text": "It shut.",
            "quotes": ["shut on Monday"], "speaker": null, "kind": "event", "quantity": null,
            "date": null, "hedge": "none", "weight": "must"}}\
            """
                .formatted(id, version)));
    assertThat(files.all().at("/articles/0/claims/0/text").asText()).isEqualTo("It shut.");
    assertThat(dir.resolve("gold/" + id + ".yaml")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1", "[::1]:80"})
  void a_foreign_name_is_refused(String host) throws IOException {
    assertThat(get("/secret/all", host).status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/all", "/secre/all", "/secrets/all", "/%73ecret/all"})
  void without_the_token_there_is_nothing(String path) throws IOException {
    Got got = get(path, host());
    assertThat(got.status()).isEqualTo(403);
    assertThat(got.body()).doesNotContain("river");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/secret/../../etc/passwd",
        "/secret/..%2f..%2fetc/passwd",
        "/secret/verify/river.yaml",
        "/secret//etc/passwd"
      })
  void there_are_no_files_to_be_had(String path) throws IOException {
    Got got = get(path, host());
    assertThat(got.status()).isIn(403, 404);
    assertThat(got.body()).doesNotContain("root:").doesNotContain("version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://localhost", "https://127.0.0.1"})
  void another_page_changes_nothing(String origin) throws IOException {
    Map<String, String> headers =
        Map.of("Host", host(), "Origin", origin, "Content-Type", "application/json");
    String body = verdict("NOT_ENOUGH_INFO", ", \"why\": \"x\"");
    assertThat(post("/secret/verdict", headers, body).status()).isEqualTo(403);
    assertThat(verify).hasContent(VERIFY);
  }

  @Test
  void a_form_that_needs_no_leave_changes_nothing() throws IOException {
    String body = verdict("NOT_ENOUGH_INFO", ", \"why\": \"x\"");
    Map<String, String> plain =
        Map.of("Host", host(), "Origin", "http://" + host(), "Content-Type", "text/plain");
    assertThat(post("/secret/verdict", plain, body).status()).isEqualTo(415);
    assertThat(post("/secret/verdict", Map.of("Host", host()), body).status()).isEqualTo(403);
    assertThat(verify).hasContent(VERIFY);
  }

  /** What became of a body that was sent for as long as the server took it. */
  private record Sent(String answer, long bytes) {}

  /**
   * Sends a body and reads the answer at the same time, as browsers do.
   *
   * @param chunked without saying how long it will be
   * @param most bytes to send; the server may hang up before
   */
  private Sent stream(boolean chunked, long most) throws Exception {
    String head =
        "POST /secret/verdict HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: application/json\r\n%s\r\n\r\n"
            .formatted(
                host(), host(), chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + most);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.UTF_8));
      byte[] some = new byte[1 << 16];
      java.util.Arrays.fill(some, (byte) ' ');
      byte[] size = "10000\r\n".getBytes(StandardCharsets.UTF_8);
      AtomicLong sent = new AtomicLong();
      Thread sender =
          new Thread(
              () -> {
                try {
                  while (sent.get() < most) {
                    int now = (int) Math.min(some.length, most - sent.get());
                    if (chunked) {
                      out.write(size);
                    }
                    out.write(some, 0, now);
                    if (chunked) {
                      out.write(size, 5, 2);
                    }
                    sent.addAndGet(now);
                  }
                } catch (IOException e) {
                  // The server has hung up.
                }
              });
      sender.start();
      StringBuilder answer = new StringBuilder();
      for (int b = socket.getInputStream().read();
          b >= 0 && b != '\n';
          b = socket.getInputStream().read()) {
        answer.append((char) b);
      }
      sender.join(30_000);
      assertThat(sender.isAlive()).isFalse();
      return new Sent(answer.toString(), sent.get());
    }
  }

  @Test
  void a_hundred_megabytes_are_refused_when_they_are_announced() throws Exception {
    Sent sent = stream(false, 100_000_000);
    assertThat(sent.answer()).startsWith("HTTP/1.1 413");
    // All were sent: the server threw them away, so that the answer came through.
    assertThat(sent.bytes()).isEqualTo(100_000_000);
    assertThat(verify).hasContent(VERIFY);
    assertThat(get("/secret/", host()).status()).isEqualTo(200);
  }

  @Test
  void a_body_without_an_end_is_refused_and_cut_off() throws Exception {
    Sent sent = stream(true, Long.MAX_VALUE);
    assertThat(sent.answer()).startsWith("HTTP/1.1 413");
    assertThat(sent.bytes()).isGreaterThan(100_000_000);
    assertThat(verify).hasContent(VERIFY);
    assertThat(get("/secret/", host()).status()).isEqualTo(200);
  }

  @Test
  void a_page_that_has_all_in_itself_can_be_read_and_nothing_else() throws IOException {
    server.close();
    server =
        new PageServer(
            Optional.empty(),
            0,
            "secret",
            path -> Optional.ofNullable(path.isEmpty() ? "<p>report</p>" : null),
            "default-src 'none'");
    address = URI.create(server.address());
    assertThat(get("/secret/", host())).isEqualTo(new Got(200, "<p>report</p>"));
    assertThat(get("/secret/all", host()).status()).isEqualTo(404);
    assertThat(get("/", host()).status()).isEqualTo(403);
    assertThat(get("/secret/", "evil.example").status()).isEqualTo(421);
    assertThat(post("/secret/undo", headers(), "{}").status()).isEqualTo(405);
  }

  @Test
  void two_hundred_connections_at_a_time_are_all_answered() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
      }
      assertThat(get("/secret/", host()).status()).isEqualTo(200);
      String request = "GET /secret/ HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n";
      for (Socket socket : sockets) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      }
      for (Socket socket : sockets) {
        socket.setSoTimeout(20_000);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void a_file_changed_meanwhile_is_not_written_over() throws IOException {
    String body = verdict("NOT_ENOUGH_INFO", ", \"why\": \"x\"");
    Files.writeString(verify, VERIFY + "# somebody else\n");
    Got got = post("/secret/verdict", headers(), body);
    assertThat(got.status()).isEqualTo(409);
    assertThat(got.body()).contains("river.yaml has changed on disk");
    assertThat(verify).hasContent(VERIFY + "# somebody else\n");
  }

  @Test
  void undo_stops_at_somebody_elses_change() throws IOException {
    post("/secret/verdict", headers(), verdict("NOT_ENOUGH_INFO", ", \"why\": \"x\""));
    Files.writeString(verify, VERIFY + "# somebody else\n");
    assertThat(post("/secret/undo", headers(), "{}").status()).isEqualTo(409);
    assertThat(verify).hasContent(VERIFY + "# somebody else\n");
  }

  @Test
  void what_the_files_do_not_allow_is_not_written() throws IOException {
    String made = verdict("SUPPORTED", ", \"evidence\": [\"never said\"]");
    assertThat(post("/secret/verdict", headers(), made).status()).isEqualTo(422);
    assertThat(post("/secret/verdict", headers(), verdict("MAYBE", "")).status()).isEqualTo(422);
    assertThat(post("/secret/verdict", headers(), verdict("SUPPORTED", "")).body())
        .contains("SUPPORTED and REFUTED need a quote");
    assertThat(post("/secret/verdict", headers(), "{").status()).isEqualTo(400);
    assertThat(verify).hasContent(VERIFY);
  }

  @Test
  void a_claim_is_written_into_a_file_that_was_not_there() throws IOException {
    JsonNode all = Json.PLAIN.readTree(get("/secret/all", host()).body());
    String body =
        """
        {"article": "bridge", "id": "c01", "version": "%s", "claim": {"text": "The bridge shut: at 5.",
         "quotes": ["The bridge shut on Monday"], "speaker": "", "kind": "event", "quantity":
         {"value": 5, "unit": "o'clock", "bound": "exactly"}, "date": "", "hedge": "none", "weight": "must"}}\
        """
            .formatted(all.at("/articles/0/version").asText());
    assertThat(post("/secret/claim", headers(), body)).extracting(Got::status).isEqualTo(200);
    assertThat(dir.resolve("gold/bridge.yaml"))
        .hasContent(
            """
            version: 1
            article: bridge
            claims:
              - id: c01
                text: "The bridge shut: at 5."
                quotes: ["The bridge shut on Monday"]
                speaker: null
                kind: event
                quantity: {value: 5, unit: "o'clock", bound: exactly}
                date: null
                hedge: none
                weight: must
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFFFFFFF\r\nab", "-5\r\nab", "zz\r\nab"})
  void chunks_of_a_length_that_is_none_get_an_answer(String body) throws Exception {
    String head =
        "POST "
            + address.getPath()
            + "verdict HTTP/1.1\r\nHost: "
            + host()
            + "\r\nOrigin: http://"
            + host()
            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    // Java 25's own server hangs up on such a body before an answer can be sent.
    assertThat(send(head, body.getBytes(StandardCharsets.UTF_8)).status())
        .isIn(Runtime.version().feature() < 25 ? List.of(400) : List.of(400, HUNG_UP));
  }
}
