package dev.claimbench.model.catalogue;

import static dev.claimbench.model.catalogue.FileServer.cutAfter;
import static dev.claimbench.model.catalogue.FileServer.file;
import static dev.claimbench.model.catalogue.FileServer.redirect;
import static dev.claimbench.model.catalogue.FileServer.silent;
import static dev.claimbench.model.catalogue.FileServer.status;
import static dev.claimbench.model.catalogue.FileServer.wholeFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.claimbench.model.http.EnvironmentProxy;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private final FileServer server = new FileServer();
  private final TestModel.Heard heard = new TestModel.Heard();
  @TempDir Path dir;
  private ModelCache cache;

  @BeforeEach
  void cache() {
    cache = new ModelCache(dir.resolve("models"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_model_is_downloaded_once_and_found_afterwards() throws IOException {
    ModelFile model = TestModel.from(server.at("/m", file(TestModel.BYTES)).url("/m"));
    Path path = fetch(model);
    assertThat(path).isEqualTo(cache.path(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(heard.done).startsWith(0L).endsWith(300_000L).isSorted();
    assertThat(fetch(model)).isEqualTo(path);
    assertThat(server.ranges).hasSize(1);
    assertThat(leftovers()).containsExactly(".tiny.gguf.lock", "tiny.gguf", "tiny.gguf.sha256");
  }

  @Test
  void a_partial_download_goes_on_where_it_stopped() {
    ModelFile model = TestModel.from(server.at("/m", file(TestModel.BYTES)).url("/m"));
    TestModel.put(cache.part(model), TestModel.head(100_000));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=100000-");
    assertThat(heard.done).startsWith(100_000L);
  }

  @Test
  void a_partial_download_that_was_complete_needs_no_server() {
    ModelFile model = TestModel.from(server.at("/m", status(500)).url("/m"));
    TestModel.put(cache.part(model), TestModel.BYTES);
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).isEmpty();
  }

  @Test
  void a_server_that_ignores_the_range_starts_over() {
    ModelFile model = TestModel.from(server.at("/m", wholeFile(TestModel.BYTES)).url("/m"));
    TestModel.put(cache.part(model), TestModel.head(100_000));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=100000-");
  }

  @Test
  void an_answer_from_another_place_of_the_file_starts_over() {
    server.at(
        "/m",
        exchange -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            FileServer.contentRange(exchange, 99_999, 300_000);
            FileServer.send(exchange, 206, new byte[200_000]);
          } else {
            FileServer.send(exchange, 200, TestModel.BYTES);
          }
        });
    ModelFile model = TestModel.from(server.url("/m"));
    TestModel.put(cache.part(model), TestModel.head(100_000));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=100000-", "");
  }

  @Test
  void a_range_goes_through_a_redirect() {
    server.at("/m", redirect("/elsewhere")).at("/elsewhere", file(TestModel.BYTES));
    ModelFile model = TestModel.from(server.url("/m"));
    TestModel.put(cache.part(model), TestModel.head(1));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=1-", "bytes=1-");
  }

  @Test
  void a_connection_that_breaks_is_taken_up_again() {
    // 300,000 bytes in portions of 120,000: three connections.
    server.at("/m", cutAfter(TestModel.BYTES, 120_000, 0));
    assertThat(fetch(TestModel.from(server.url("/m")))).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).hasSize(3).first().isEqualTo("");
  }

  @Test
  void a_wrong_hash_is_deleted_and_named() {
    byte[] other = TestModel.BYTES.clone();
    other[5]++;
    server.at("/m", file(other));
    ModelFile model = TestModel.from(server.url("/m"));
    UserError error = failure(model);
    assertThat(error)
        .hasMessageContaining(
            "/m: wrong SHA-256, deleted: expected %s, got %s"
                .formatted(TestModel.SHA, TestModel.sha256(other)));
    assertThat(cache.path(model)).doesNotExist();
    assertThat(cache.part(model)).doesNotExist();
  }

  @Test
  void an_old_part_with_wrong_bytes_does_not_speak_against_the_source() {
    ModelFile model = TestModel.from(server.at("/m", file(TestModel.BYTES)).url("/m"));
    TestModel.put(cache.part(model), new byte[100_000]);
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=100000-", "");
  }

  @Test
  void a_source_that_does_not_answer_gives_way_to_the_next() {
    server.at("/mute", silent(5_000)).at("/m", file(TestModel.BYTES));
    assertThat(fetch(TestModel.from(server.url("/mute"), server.url("/m"))))
        .hasBinaryContent(TestModel.BYTES);
    assertThat(heard.notes).contains(server.base() + "/mute: no answer in 1 s");
  }

  @Test
  void a_source_without_a_first_byte_gives_way_to_the_next() {
    server.at("/stalls", cutAfter(TestModel.BYTES, 0, 5_000)).at("/m", file(TestModel.BYTES));
    assertThat(fetch(TestModel.from(server.url("/stalls"), server.url("/m"))))
        .hasBinaryContent(TestModel.BYTES);
    assertThat(heard.notes).contains(server.base() + "/stalls: no data for 1 s");
  }

  @Test
  void the_next_source_goes_on_where_the_last_one_stopped() {
    server
        .at(
            "/stalls",
            exchange -> {
              if (exchange.getRequestHeaders().containsKey("Range")) {
                FileServer.send(exchange, 503, new byte[0]);
              } else {
                cutAfter(TestModel.BYTES, 50_000, 0).handle(exchange);
              }
            })
        .at("/m", file(TestModel.BYTES));
    assertThat(fetch(TestModel.from(server.url("/stalls"), server.url("/m"))))
        .hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("", "bytes=50000-", "bytes=50000-");
  }

  @Test
  void the_error_names_every_source_and_what_to_put_where() throws IOException {
    server.at("/gone", status(404)).at("/page", wholeFile(new byte[12]));
    server.at("/loop", redirect("/loop"));
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Source.Url refused = new Source.Url(URI.create("http://127.0.0.1:" + closed + "/m"));
    // A label over 63 letters is no name: the look-up fails here, without asking any server.
    String noName = "http://" + "x".repeat(64) + ".invalid/m";
    Source.Url nowhere = new Source.Url(URI.create(noName));
    ModelFile model =
        TestModel.from(
            server.url("/gone"), server.url("/page"), server.url("/loop"), refused, nowhere);
    UserError error = failure(model);
    assertThat(error.exitCode()).isEqualTo(UserError.UNREACHABLE);
    String b = server.base();
    assertThat(error)
        .hasMessage(
            ("tiny could not be fetched. "
                    + b
                    + "/gone: HTTP 404; "
                    + b
                    + "/page: offers 12 bytes, expected 300,000; "
                    + b
                    + "/loop: HTTP 302; http://127.0.0.1:%d/m: connection refused; "
                    + noName
                    + ": host not found (no network?). "
                    + "By hand: put tiny.gguf (300,000 bytes, SHA-256 %s) into %s")
                .formatted(closed, TestModel.SHA, cache.dir()));
  }

  @Test
  void a_login_page_does_not_cost_what_is_already_there() {
    ModelFile model = TestModel.from(server.at("/m", wholeFile(new byte[12])).url("/m"));
    TestModel.put(cache.part(model), TestModel.head(100_000));
    failure(model);
    assertThat(cache.part(model)).hasSize(100_000);
  }

  @Test
  void a_server_that_never_stops_sending_is_stopped() {
    server.at(
        "/m",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // chunked: no length is told
          exchange.getResponseBody().write(new byte[400_000]);
        });
    ModelFile model = TestModel.from(server.url("/m"));
    assertThat(failure(model)).hasMessageContaining("sends more than the 300,000 bytes expected");
    assertThat(cache.part(model)).doesNotExist();
  }

  @Test
  void hugging_face_is_asked_for_the_pinned_revision() {
    String revision = "0123456789abcdef0123456789abcdef01234567";
    server.at("/o/r/resolve/" + revision + "/f.gguf", file(TestModel.BYTES));
    ModelFile model = TestModel.from(new Source.HuggingFace("o/r", revision, "f.gguf"));
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
  }

  @Test
  void a_damaged_file_in_the_cache_is_named_deleted_and_fetched_again() {
    ModelFile model = TestModel.from(server.at("/m", file(TestModel.BYTES)).url("/m"));
    TestModel.put(cache.path(model), new byte[3]);
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    // The SHA-256 of three zero bytes.
    assertThat(heard.notes.get(0))
        .contains("expected SHA-256 " + TestModel.SHA)
        .contains("got " + TestModel.sha256(new byte[3]) + " (3 bytes)");
  }

  @Test
  void two_that_pull_at_once_download_once() throws Exception {
    server.at(
        "/m",
        exchange -> {
          silent(300).handle(exchange);
          file(TestModel.BYTES).handle(exchange);
        });
    ModelFile model = TestModel.from(server.url("/m"));
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<Path> pull = () -> downloader().fetch(model, cache, Progress.SILENT);
      for (Future<Path> path : two.invokeAll(List.of(pull, pull))) {
        assertThat(path.get()).hasBinaryContent(TestModel.BYTES);
      }
    } finally {
      two.shutdownNow();
    }
    assertThat(server.ranges).hasSize(1);
  }

  @Test
  void too_little_space_is_said_before_anything_is_downloaded() {
    server.at("/m", file(TestModel.BYTES));
    UserError error = failure(TestModel.model(Long.MAX_VALUE / 4, TestModel.SHA, server.url("/m")));
    assertThat(error).hasMessageStartingWith("disk full: " + cache.dir() + " needs ");
    assertThat(error.exitCode()).isEqualTo(UserError.BAD_INPUT);
    assertThat(server.ranges).isEmpty();
  }

  @Test
  void a_part_that_cannot_be_written_ends_it_and_asks_no_other_source() throws IOException {
    server.at("/m", file(TestModel.BYTES));
    ModelFile model = TestModel.from(server.url("/m"), server.url("/m"));
    Files.createDirectories(cache.part(model));
    assertThat(failure(model)).hasMessageStartingWith("cannot write " + cache.part(model));
    assertThat(server.ranges).hasSize(1);
    assertThat(ModelCache.cannotWrite(dir, new IOException("No space left on device")))
        .hasMessageStartingWith("disk full: cannot write " + dir);
  }

  @Test
  void a_link_laid_for_the_part_is_not_written_through() throws IOException {
    server.at("/m", file(TestModel.BYTES));
    Path victim = Files.writeString(dir.resolve("victim"), "mine");
    ModelFile model = TestModel.from(server.url("/m"));
    Files.createDirectories(cache.dir());
    Files.createSymbolicLink(cache.part(model), victim);
    assertThat(fetch(model)).hasBinaryContent(TestModel.BYTES);
    assertThat(victim).hasContent("mine");
  }

  @Test
  void a_cache_that_cannot_be_made_is_named() {
    TestModel.put(dir.resolve("file"), new byte[1]);
    cache = new ModelCache(dir.resolve("file").resolve("models"));
    assertThat(failure(TestModel.from(server.url("/m"))))
        .hasMessageStartingWith("cannot write " + cache.dir())
        .hasMessageContaining("CLAIMBENCH_MODELS");
  }

  @Test
  void a_proxy_of_the_environment_brings_the_file_unless_no_proxy_lists_its_host() {
    // A proxy is asked for the whole address; a context is found by the path in it.
    server.at("/far", file(TestModel.BYTES));
    ModelFile model = TestModel.from(new Source.Url(URI.create("http://models.example/far")));
    Map<String, String> set = Map.of("http_proxy", server.base());
    assertThat(through(set).fetch(model, cache, heard)).hasBinaryContent(TestModel.BYTES);

    Map<String, String> excepted = Map.of("HTTP_PROXY", server.base(), "NO_PROXY", "127.0.0.2");
    ModelFile near = TestModel.from(new Source.Url(URI.create("http://127.0.0.2:9/far")));
    cache = new ModelCache(dir.resolve("other"));
    assertThatThrownBy(() -> through(excepted).fetch(near, cache, heard))
        .isInstanceOf(UserError.class);
    assertThat(server.ranges).hasSize(1);
  }

  private Downloader through(Map<String, String> environment) {
    return new Downloader(
        server.base(),
        List.of("no-such-pip"),
        TestModel.SHORT,
        new EnvironmentProxy(environment::get));
  }

  private Downloader downloader() {
    return new Downloader(
        server.base(), List.of("no-such-pip"), TestModel.SHORT, TestModel.NO_PROXY);
  }

  private Path fetch(ModelFile model) {
    return downloader().fetch(model, cache, heard);
  }

  private UserError failure(ModelFile model) {
    UserError error = catchThrowableOfType(UserError.class, () -> fetch(model));
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).doesNotContain("\n");
    return error;
  }

  private List<String> leftovers() throws IOException {
    try (var files = Files.list(cache.dir())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
