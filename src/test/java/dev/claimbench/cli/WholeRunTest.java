package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.ExitCode;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of everything that a run writes, prints and connects to. */
class WholeRunTest {
  private static final String KEY = "sk-pl4nted-9f27c1";

  @TempDir Path dir;
  private CommandLineFixture fixture;
  private EchoServer server;

  @BeforeEach
  void start() throws IOException {
    fixture = new CommandLineFixture(dir);
    fixture.variables.put("CLAIMBENCH_API_KEY", KEY);
    server = new EchoServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandLineFixture.Done run(String model, String... more) {
    List<String> words = new ArrayList<>(List.of("--model", model, "--tries", "2"));
    words.addAll(List.of(more));
    return fixture.ask("run", words.toArray(String[]::new));
  }

  private String openAi() {
    return "openai/m@" + server.address() + "/v1";
  }

  private List<String> filesWith(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> holds(file, secret))
          .map(file -> dir.relativize(file).toString())
          .toList();
    }
  }

  private static boolean holds(Path file, String secret) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  @Test
  void an_api_key_is_in_no_file_and_no_line_even_if_the_server_repeats_it() throws Exception {
    String out = fixture.path("run").toString();
    CommandLineFixture.Done done = run(openAi(), "--out", out);
    assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.INCOMPLETE);
    // All that the server said came in, and not its key.
    assertThat(fixture.text("run/replies.jsonl"))
        .contains("failed for Bearer ***")
        .contains("You came with Bearer ***")
        .contains("Bad request with Authorization: Bearer ***")
        .contains("My key is Bearer ***");
    CommandLineFixture.Done again = run(openAi(), "--out", out);
    CommandLineFixture.Done scored = fixture.line("score", out);
    CommandLineFixture.Done missing = run("openai/other@" + server.address() + "/v1");
    CommandLineFixture.Done nowhere = run("openai/m@http://127.0.0.1:1/v1");
    for (CommandLineFixture.Done each : List.of(done, again, scored, missing, nowhere)) {
      assertThat(each.out() + each.err()).isNotEmpty().doesNotContain("pl4nted");
    }
    assertThat(fixture.path("run"))
        .isDirectoryContaining("glob:**/manifest.json")
        .isDirectoryContaining("glob:**/scores.json")
        .isDirectoryContaining("glob:**/report.md");
    assertThat(filesWith("pl4nted")).isEmpty();
  }

  @Test
  void credentials_in_an_address_are_refused_and_not_repeated() throws Exception {
    int port = server.address().getPort();
    for (String model :
        List.of(
            "ollama/m@http://me:pl4nted@127.0.0.1:" + port,
            "openai/m@http://pl4nted@127.0.0.1:" + port + "/v1",
            "openai/m@http://127.0.0.1:" + port + "/v1?api_key=pl4nted",
            "openai/m@me:pl4nted@127.0.0.1")) {
      CommandLineFixture.Done done = run(model, "--out", fixture.path("refused").toString());
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.out() + done.err()).doesNotContain("pl4nted");
    }
    assertThat(fixture.path("refused")).doesNotExist();
    assertThat(filesWith("pl4nted")).isEmpty();
  }

  @Test
  void nothing_is_connected_to_but_the_endpoint_that_was_named() {
    ProxySelector before = ProxySelector.getDefault();
    Watch watch = new Watch();
    ProxySelector.setDefault(watch);
    try {
      CommandLineFixture.Done ollama =
          run("ollama/m@" + server.address(), "--out", fixture.path("ollama").toString());
      assertThat(ollama.code()).as(ollama.err()).isZero();
      run(openAi(), "--out", fixture.path("openai").toString());
      fixture.line("score", fixture.path("ollama").toString());
      fixture.line("compare", fixture.path("ollama").toString(), fixture.path("openai").toString());
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(watch.asked).containsExactly("127.0.0.1:" + server.address().getPort());
  }

  /** Every client of the JDK, and every socket of the old kind, asks it before it connects. */
  private static final class Watch extends ProxySelector {
    final Set<String> asked = new ConcurrentSkipListSet<>();

    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri.getHost() + ":" + uri.getPort());
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  @Test
  void thinking_has_its_own_line_and_disobedience_is_named() {
    String ollama = "ollama/m@" + server.address();
    CommandLineFixture.Done told =
        run(ollama, "--task", "verify", "--details", "--out", fixture.path("told").toString());
    // 4 calls; of 8 tokens in 4 pieces two are thinking: 4 each.
    assertThat(told.out())
        .containsPattern("  verify +4 +2,400 +32 ")
        .containsPattern("    of it thinking +4 +16 ")
        .doesNotContain("told not to")
        .doesNotContain("told to think");
    assertThat(fixture.text("told/scores.json")).contains("\"thinking\" : 16");
    CommandLineFixture.Done off =
        run(ollama, "--task", "verify", "--no-think", "--out", fixture.path("off").toString());
    assertThat(off.out()).contains("told not to think, it thought in 4 of 4 calls all the same.");
    CommandLineFixture.Done low =
        run(ollama, "--task", "verify", "--think", "low", "--out", fixture.path("low").toString());
    assertThat(low.code()).isZero();
    assertThat(fixture.text("low/manifest.json")).contains("\"think\" : \"low\"");
    CommandLineFixture.Done none =
        run(
            fixture.recorded("recorded"),
            "--task",
            "verify",
            "--think",
            "--out",
            fixture.path("none").toString());
    assertThat(none.out()).contains("told to think, it did so in none of 4 calls.");
  }
}
