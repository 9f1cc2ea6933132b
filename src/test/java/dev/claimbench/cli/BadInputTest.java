package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user gets wrong ends in one line that says where and what to do, before any asking. */
class BadInputTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;
  private String model;

  @BeforeEach
  void fixture() {
    fixture = new CommandLineFixture(dir);
    model = fixture.recorded("recorded");
  }

  private String at(String name) {
    return fixture.path(name).toString();
  }

  /** Runs on the fixture's articles and gold, {@code more} coming after them. */
  private void refused(int code, String message, String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "--model";
    words[1] = model;
    words[2] = "--out";
    words[3] = at("run");
    System.arraycopy(more, 0, words, 4, more.length);
    CommandLineFixture.Done done = fixture.ask("run", words);
    assertThat(done.errLines()).containsExactly("claimbench: " + message);
    assertThat(done.code()).isEqualTo(code);
    assertThat(done.out()).isEmpty();
    assertThat(fixture.path("run")).doesNotExist();
  }

  @Test
  void an_empty_folder_of_articles() {
    fixture.file("none/README.md", "no article");
    CommandLineFixture.Done done = fixture.line("run", "--seeds", at("none"), "--model", model);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("none")
                + ": no articles here; expected files that end in .md or .txt");
  }

  @Test
  void the_password_of_an_address_is_not_repeated() {
    for (String[] words :
        new String[][] {
          {"run", "--seeds", "http://me:s3cret@h/x", "--model", model},
          {"models", "path", "gguf/http://me:s3cret@h/x.gguf"},
          {"models", "pull", "http://me:s3cret@h/x.gguf"},
          {"models", "pull", "gguf/http://me:s3@s3cret/s3cret@h/x.gguf"},
          {"compare", "https://me:s3cret@h/x", "https://s3cret@h/y"}
        }) {
      CommandLineFixture.Done done = fixture.line(words);
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.err()).contains("***@h").doesNotContain("s3cret");
    }
  }

  /** {@code --out "$UNSET"} is not the working folder. */
  @Test
  void an_empty_path_and_one_with_a_control_character_are_slips() {
    for (String slip : List.of("", " ", "a\nb", "\u001b[31mx")) {
      for (String[] words :
          new String[][] {
            {"score", "--answers", at("answers.jsonl"), "--out", slip},
            {"run", "--model", model, "--out", slip},
            {"bundle", "create", at("none"), "--out", slip}
          }) {
        CommandLineFixture.Done done = fixture.line(words);
        assertThat(done.code()).as(String.join(" ", words)).isEqualTo(2);
        assertThat(done.errLines()).hasSize(1);
        assertThat(done.err()).contains("expected a path, got ").doesNotContain("\u001b");
      }
    }
  }

  @Test
  void where_an_address_is_none_its_password_is_not_repeated_either() {
    for (String[] words :
        new String[][] {
          {"run", "--model", "openai/http://me:s3cret@h/v1"},
          {"run", "--model", "ollama/http://me:s3cret@h"},
          {"report", at("none"), "--otlp", "http://me:s3cret@127.0.0.1:1"},
          {"report", at("none"), "--otlp", "http://me:s3 s3cret@127.0.0.1:1"}
        }) {
      CommandLineFixture.Done done = fixture.line(words);
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.err()).doesNotContain("s3cret");
    }
    fixture.variables.put("HF_ENDPOINT", "http://me:s3 s3cret@h");
    assertThat(fixture.line("models", "pull", "gguf/qwen2.5-coder-0.5b").err())
        .contains("HF_ENDPOINT: expected a base address")
        .doesNotContain("s3cret");
  }

  @Test
  void no_folder_of_articles() {
    CommandLineFixture.Done done = fixture.line("run", "--seeds", at("nowhere"), "--model", model);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("nowhere")
                + ": no such folder; --seeds takes a folder of .md or .txt articles");
  }

  @Test
  void an_empty_article() {
    fixture.file("seeds/river/ferry.md", "---\nstory: river\n---\n \n");
    refused(
        2,
        at("seeds/river/ferry.md")
            + ": the article is empty; write its text below the front matter");
  }

  @Test
  void a_binary_article() {
    fixture.file("seeds/river/photo.txt", new byte[] {'G', 'I', 'F', 0, 1});
    refused(
        2,
        at("seeds/river/photo.txt")
            + ": binary, not text (a zero byte at 3); save it as UTF-8 text if it is some");
  }

  @Test
  void an_article_that_is_not_UTF_8() {
    fixture.file("seeds/river/old.txt", "The café".getBytes(StandardCharsets.ISO_8859_1));
    refused(2, at("seeds/river/old.txt") + ": not UTF-8 text at byte 7; save it as UTF-8");
  }

  @Test
  void an_article_without_the_end_of_its_front_matter() {
    fixture.file("seeds/river/open.md", "---\ntitle: x\nThe text.");
    refused(
        2,
        at("seeds/river/open.md") + ": the front matter that begins on line 1 has no closing ---");
  }

  @Test
  void front_matter_that_is_no_YAML_is_named_by_the_files_own_line() {
    fixture.file("seeds/river/bad.md", "---\nstory: river\ntitle: \"open\nsource: x\n---\nText.");
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--out", at("run"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("seeds/river/bad.md")
                + ":5:1: not valid YAML: found unexpected end of stream while scanning a quoted"
                + " scalar that begins on line 3");
  }

  @Test
  void two_articles_of_one_name() {
    fixture.file("seeds/lake/ferry.txt", "Another ferry.");
    refused(
        2,
        at("seeds/river/ferry.md")
            + ": the id 'ferry' is taken by "
            + at("seeds/lake/ferry.txt")
            + "; rename one file");
  }

  @Test
  void an_article_longer_than_the_context_is_refused_with_both_counts() {
    fixture.file(
        "recorded/manifest.json",
        fixture.text("recorded/manifest.json").replace("\"context\" : 0", "\"context\" : 4096"));
    // 24,000 letters are 3,000 tokens even at 8 letters a token; the instructions add to them.
    fixture.file("seeds/river/long.txt", "The river. ".repeat(24_000 / 11));
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--out", at("run"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1);
    assertThat(done.err())
        .matches(
            "claimbench: article long: its extract prompt has at least 3,[0-9]{3} tokens and the"
                + " answer may take 2,048, but the context of answers/answers is 4,096; raise"
                + " --context or shorten the article\\R");
    assertThat(fixture.path("run")).doesNotExist();
  }

  @Test
  void gold_for_an_unknown_article() {
    fixture.file(
        "eval/gold/tower.yaml", fixture.text("eval/gold/bridge.yaml").replace("bridge", "tower"));
    refused(
        2,
        at("eval/gold/tower.yaml")
            + ": gold for an unknown article 'tower'; none of that name in "
            + at("seeds"));
  }

  @Test
  void a_quote_that_is_not_in_the_article() {
    fixture.file(
        "eval/gold/bridge.yaml",
        fixture
            .text("eval/gold/bridge.yaml")
            .replace("[\"The bridge shut on Monday\"]", "[\"The bridge shut on Tuesday\"]"));
    refused(
        2,
        at("eval/gold/bridge.yaml")
            + ": claims[0].quotes[0] is not in the article bridge: \"The bridge shut on Tuesday\";"
            + " nearest at 0: \"The bridge shut on Monday\"");
  }

  @Test
  void gold_that_is_no_YAML_is_named_with_line_and_column() {
    fixture.file("eval/gold/ferry.yaml", "version: 1\narticle: ferry\nclaims:\n  - id: [c01\n");
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--out", at("run"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("eval/gold/ferry.yaml")
                + ":5:1: not valid YAML: expected ',' or ']', but got <stream end> while parsing"
                + " a flow sequence that begins on line 4");
  }

  @Test
  void a_field_that_gold_does_not_have() {
    fixture.file(
        "eval/gold/ferry.yaml",
        fixture.text("eval/gold/ferry.yaml").replace("kind: statement", "kind: rumour"));
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--out", at("run"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1);
    assertThat(done.err())
        .startsWith("claimbench: " + at("eval/gold/ferry.yaml") + ": claims[0].kind: ")
        .contains("statement");
  }

  @Test
  void a_gold_folder_that_is_not_there() {
    CommandLineFixture.Done done =
        fixture.line("run", "--model", model, "--seeds", at("seeds"), "--gold", at("golden"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly(
            "claimbench: "
                + at("golden")
                + ": no such folder; --gold takes one with gold/ and verify/, such as eval");
  }

  @Test
  void an_out_that_is_a_file() {
    fixture.file("taken", "x");
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--out", at("taken"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines())
        .containsExactly("claimbench: --out: expected a folder, but " + at("taken") + " is a file");
    assertThat(fixture.text("taken")).isEqualTo("x");
  }

  @Test
  void verdicts_alone_without_gold_leave_nothing_to_ask() {
    fixture.file("mine/note.txt", "The harbour froze.");
    CommandLineFixture.Done done =
        fixture.line("run", "--model", model, "--seeds", at("mine"), "--task", "verify");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).last().asString().contains("claimbench: nothing to ask: verdicts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --temperature 5     | --temperature: expected 0 to 2, got 5.0
          --temperature NaN   | --temperature: expected 0 to 2, got NaN
          --verdicts -1       | --verdicts: expected 0 or more, got -1
          --limit 0           | --limit: expected 1 or more, got 0
          --think 5%          | --think: expected off, on, none, low, medium, high, xhigh, max or a word of the model's own, got '5%'
          --think=low --no-think | --think and --no-think: give one of them
          --context 10        | --context: expected 256 or more, got 10
          --timeout 0         | --timeout: expected 1 or more, got 0
          --tries 0           | --tries: expected 1 or more, got 0
          --concurrency -2    | --concurrency: expected auto or a number of 1 or more, got '-2'
          --sampling best     | --sampling: expected family, got 'best'
          --task guess        | unknown task 'guess'; expected extract or verify or mine, or the jar that adds it in CLAIMBENCH_PLUGINS
          --suite dev         | --suite and --seeds: give one of them
          """)
  void values_out_of_range(String words, String message) {
    refused(2, message, words.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          olama/qwen3:8b    | unknown runtime 'olama' in the model's name; expected runtime/model, where runtime is one of gguf, djl, djl-nli, ollama, openai, replay, mine; did you mean ollama?
          gguf/smollm-135m  | unknown model 'smollm-135m': expected a name of the catalogue (nearest: smollm2-135m, qwen2.5-coder-0.5b) or a path that ends in .gguf; `claimbench models list` shows all
          gguf/no.gguf      | no.gguf: expected a GGUF file, but there is no such file; give a path to one, or a name that `claimbench models list` shows
          openai/Qwen3-8B   | model openai/Qwen3-8B does not say where; expected openai/Qwen/Qwen3-8B@http://127.0.0.1:8000/v1
          replay/nowhere    | nowhere: not a run; expected a folder with manifest.json, as `run` writes
          """)
  void models_that_there_are_not(String other, String message) {
    model = other;
    refused(2, message);
  }

  @Test
  void an_Ollama_that_does_not_run() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    model = "ollama/qwen3:8b@http://127.0.0.1:" + closed;
    refused(
        5,
        "ollama/qwen3:8b: nothing answers at http://127.0.0.1:"
            + closed
            + "; start it with `ollama serve`, or name the machine:"
            + " ollama/MODEL@http://HOST:11434");
  }

  @Test
  void a_model_that_Ollama_has_not_pulled() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/tags",
        exchange -> {
          byte[] none = "{\"models\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    try {
      model = "ollama/qwen3:8b@http://127.0.0.1:" + server.getAddress().getPort();
      refused(
          5,
          model.replace("@", " at ")
              + ": the model has not been pulled; run `claimbench models pull ollama/qwen3:8b` or"
              + " `ollama pull qwen3:8b`");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void one_model_twice() {
    refused(2, "--model: " + model + " is there twice", "--model", model);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verify.md           | # user {{article}}      | verify.md: expected front matter between two --- lines
          verify.schema.json  | {"type": "object",      | verify.schema.json:1:19: not valid JSON:
          verify.schema.json  | 7                       | verify.schema.json: expected a JSON schema (an object), got 7
          """)
  void prompts_that_are_none(String file, String text, String message) throws IOException {
    for (String name :
        new String[] {"extract.md", "extract.schema.json", "verify.md", "verify.schema.json"}) {
      fixture.file("mine/" + name, java.nio.file.Files.readAllBytes(Path.of("prompts", name)));
    }
    fixture.file("mine/" + file, text);
    CommandLineFixture.Done done = fixture.ask("run", "--model", model, "--prompts", at("mine"));
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1);
    assertThat(done.err()).startsWith("claimbench: " + at("mine") + "/" + message);
  }

  @Test
  void no_folder_of_prompts() {
    refused(
        2,
        at("none") + "/extract.md: no such file; --prompts takes a folder like prompts/",
        "--prompts",
        at("none"));
  }
}
