package dev.claimbench.model.catalogue;

import static dev.claimbench.model.catalogue.FileServer.cutAfter;
import static dev.claimbench.model.catalogue.FileServer.file;
import static dev.claimbench.model.catalogue.FileServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.claimbench.model.catalogue.ModelCache.State;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDownloadTest {
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
  private static final byte[] CONFIG = "{\"eos_token_id\": 2}".getBytes(StandardCharsets.UTF_8);
  private static final ModelFolder.Part WEIGHTS =
      new ModelFolder.Part("onnx/model_q4.onnx", 300_000, TestModel.SHA, false);
  private static final ModelFolder.Part CONFIG_PART =
      new ModelFolder.Part("config.json", 0, "", false);
  private static final ModelFolder.Part TEMPLATE =
      new ModelFolder.Part("chat_template.jinja", 0, "", true);

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

  private static ModelFolder model(ModelFolder.Part... parts) {
    return model(REVISION, parts);
  }

  private static ModelFolder model(String revision, ModelFolder.Part... parts) {
    return new ModelFolder("tiny", "djl", "MIT", "q4", 0, "o/r", revision, List.of(parts));
  }

  private void serve(String path, com.sun.net.httpserver.HttpHandler handler) {
    server.at("/o/r/resolve/" + REVISION + "/" + path, handler);
  }

  private Path fetch(ModelFolder model) {
    return new FolderDownload(
            new Downloader(
                server.base(), List.of("no-such-pip"), TestModel.SHORT, TestModel.NO_PROXY))
        .fetch(model, cache, heard);
  }

  @Test
  void all_files_lie_side_by_side_and_nothing_is_asked_twice() throws IOException {
    serve("onnx/model_q4.onnx", file(TestModel.BYTES));
    serve("config.json", file(CONFIG));
    serve("chat_template.jinja", status(404));
    ModelFolder model = model(WEIGHTS, CONFIG_PART, TEMPLATE);
    assertThat(cache.state(model)).isEqualTo(State.ABSENT);

    Path folder = fetch(model);

    assertThat(folder).isEqualTo(cache.dir().resolve("djl").resolve("tiny"));
    assertThat(folder.resolve("model_q4.onnx")).hasBinaryContent(TestModel.BYTES);
    assertThat(folder.resolve("config.json")).hasBinaryContent(CONFIG);
    assertThat(folder.resolve("chat_template.jinja")).doesNotExist();
    assertThat(cache.state(model)).isEqualTo(State.VERIFIED);
    // The weights; the config's length and the config; the template's length.
    assertThat(server.ranges).containsExactly("", "bytes=0-0", "", "bytes=0-0");

    assertThat(fetch(model)).isEqualTo(folder);
    assertThat(server.ranges).hasSize(4);
  }

  @Test
  void what_came_of_a_file_that_nobody_knew_is_recorded_and_holds() throws IOException {
    serve("config.json", file(CONFIG));
    ModelFolder model = model(CONFIG_PART);
    Path folder = fetch(model);
    assertThat(folder.resolve("pulled.json"))
        .content()
        .contains("\"revision\" : \"" + REVISION + "\"")
        .contains("\"size\" : " + CONFIG.length)
        .contains("\"sha256\" : \"" + TestModel.sha256(CONFIG) + "\"");
    assertThat(heard.notes).anyMatch(n -> n.contains("of 1 of its files no hash was known"));

    // Damaged: it is fetched again, and must be what it was.
    TestModel.put(folder.resolve("config.json"), new byte[CONFIG.length]);
    Files.setLastModifiedTime(folder.resolve("config.json"), FileTime.fromMillis(1));
    assertThat(cache.state(model)).isEqualTo(State.UNVERIFIED);
    assertThat(fetch(model).resolve("config.json")).hasBinaryContent(CONFIG);
    Files.delete(folder.resolve("config.json"));
    assertThat(cache.state(model)).isEqualTo(State.PARTIAL);
    try (FileServer other = new FileServer()) {
      other.at("/o/r/resolve/" + REVISION + "/config.json", file(new byte[CONFIG.length]));
      Downloader downloader =
          new Downloader(other.base(), List.of("no-such-pip"), TestModel.SHORT, TestModel.NO_PROXY);
      assertThatThrownBy(() -> new FolderDownload(downloader).fetch(model, cache, heard))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("wrong SHA-256, deleted: expected " + TestModel.sha256(CONFIG));
    }
  }

  @Test
  void a_pull_that_was_cut_off_goes_on_with_the_file_and_the_byte() throws IOException {
    serve("config.json", file(CONFIG));
    int[] calls = {0};
    serve(
        "onnx/model_q4.onnx",
        exchange -> {
          if (calls[0]++ == 0) {
            cutAfter(TestModel.BYTES, 120_000, 0).handle(exchange);
          } else if (calls[0] == 2) {
            status(503).handle(exchange);
          } else {
            file(TestModel.BYTES).handle(exchange);
          }
        });
    ModelFolder model = model(CONFIG_PART, WEIGHTS);
    UserError error = catchThrowableOfType(UserError.class, () -> fetch(model));
    assertThat(error.exitCode()).isEqualTo(UserError.UNREACHABLE);
    assertThat(error).hasMessageContaining("Hugging Face o/r: HTTP 503");
    assertThat(cache.state(model)).isEqualTo(State.PARTIAL);

    server.ranges.clear();
    assertThat(fetch(model).resolve("model_q4.onnx")).hasBinaryContent(TestModel.BYTES);
    assertThat(server.ranges).containsExactly("bytes=120000-");
  }

  @Test
  void a_hash_without_a_size_is_enough() {
    serve("onnx/model_q4.onnx", file(TestModel.BYTES));
    ModelFolder model = model(new ModelFolder.Part("onnx/model_q4.onnx", 0, TestModel.SHA, false));
    assertThat(fetch(model).resolve("model_q4.onnx")).hasBinaryContent(TestModel.BYTES);
    assertThat(cache.state(model)).isEqualTo(State.VERIFIED);
  }

  @Test
  void a_file_that_is_needed_and_not_there_is_named() {
    serve("config.json", status(404));
    UserError error = catchThrowableOfType(UserError.class, () -> fetch(model(CONFIG_PART)));
    assertThat(error)
        .hasMessage(
            "tiny could not be fetched. Hugging Face o/r: HTTP 404. By hand: put config.json into "
                + cache.dir().resolve("djl").resolve("tiny"));
  }

  @Test
  void another_revision_takes_the_place_of_the_one_before() {
    serve("config.json", file(CONFIG));
    Path folder = fetch(model(CONFIG_PART));
    TestModel.put(folder.resolve("old"), new byte[1]);
    String next = "f".repeat(40);
    server.at("/o/r/resolve/" + next + "/config.json", file(new byte[3]));

    assertThat(fetch(model(next, CONFIG_PART)).resolve("config.json"))
        .hasBinaryContent(new byte[3]);
    assertThat(folder.resolve("old")).doesNotExist();
    assertThat(heard.notes).contains("djl/tiny: another revision was there and is deleted");
  }
}
