package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsCommandTest {
  private static final String VERIFY =
      """
      ---
      version: 1
      schema: verify.schema.json
      max_tokens: 9
      ---
      # system
      Judge.
      {"verdict":"YES"}
      # user
      {{claim}}
      {{article}} {{author}}
      """;

  @TempDir Path dir;

  private CommandLineFixture fixture(String prompt) {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.file("p/verify.md", prompt);
    fixture.file(
        "p/verify.schema.json",
        "{\"type\":\"object\",\"properties\":{\"verdict\":{\"enum\":[\"SUPPORTED\"]},"
            + "\"why\":{\"type\":\"string\"}}}");
    return fixture;
  }

  @Test
  void the_shipped_prompts_have_nothing_wrong() {
    CommandLineFixture.Done done = new CommandLineFixture(dir).line("prompts", "lint", "prompts");
    assertThat(done.out()).doesNotContain("wrong:").contains("extract: version 1, ");
    assertThat(done.code()).isZero();
    assertThat(new CommandLineFixture(dir).line("prompts", "lint", "prompts/plain").code())
        .isZero();
  }

  @Test
  void lint_tells_what_cannot_work_from_what_is_odd() {
    CommandLineFixture.Done done =
        fixture(VERIFY).line("prompts", "lint", dir.resolve("p").toString());
    assertThat(done.out())
        .contains("wrong: {{author}} is not filled in")
        .contains("wrong: its example is not what its schema asks for")
        .contains("odd: {{claim}} comes before {{article}}")
        .contains("odd: schema.why has no maxLength");
    assertThat(done.code()).isEqualTo(2);
  }

  @Test
  void diff_shows_versions_hashes_and_the_lines_that_changed() {
    CommandLineFixture fixture = fixture(VERIFY);
    fixture.file("q/verify.schema.json", fixture.text("p/verify.schema.json"));
    fixture.file("q/verify.md", VERIFY.replace("Judge.", "Judge well."));
    CommandLineFixture.Done done =
        fixture.line("prompts", "diff", dir.resolve("p").toString(), dir.resolve("q").toString());
    assertThat(done.out())
        .containsPattern(
            "verify: version 1, [0-9a-f]{12} → version 1, [0-9a-f]{12} \\(another text under the"
                + " same version\\)\n  # system\n  - Judge\\.\n  \\+ Judge well\\.\n$");
    assertThat(
            fixture
                .line("prompts", "diff", dir.resolve("p").toString(), dir.resolve("p").toString())
                .out())
        .isEqualTo("the same prompts" + System.lineSeparator());
  }

  @Test
  void render_prints_what_the_model_will_see() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    String[] where = {"--seeds", dir.resolve("seeds").toString(), "--gold", dir + "/eval"};
    CommandLineFixture.Done done =
        fixture.line(
            "prompts", "render", "river/v02@bridge", where[0], where[1], where[2], where[3]);
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("=== verify river/v02@bridge")
        .contains(CommandLineFixture.BRIDGE)
        .contains("Claim: The bridge shut on a Tuesday.")
        .contains("--- schema, at most 192 tokens of answer");
    CommandLineFixture.Done none =
        fixture.line("prompts", "render", "nothing", where[0], where[1], where[2], where[3]);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no item 'nothing'");
  }

  @Test
  void a_model_that_cannot_count_says_so() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    CommandLineFixture.Done done =
        fixture.line(
            "prompts",
            "render",
            "bridge",
            "--seeds",
            dir.resolve("seeds").toString(),
            "--gold",
            dir.resolve("eval").toString(),
            "--model",
            fixture.recorded("runs/r"));
    assertThat(done.out()).contains("extract bridge: cannot count tokens (");
  }

  @Test
  void render_looks_for_a_folder_where_run_does() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    for (String model : new String[] {"djl/smolm2-135m", "djl-nli/smolm2-135m"}) {
      CommandLineFixture.Done render = fixture.line("prompts", "render", "--model", model);
      CommandLineFixture.Done run =
          fixture.line("run", "--model", model, "--task", "verify", "--out", "runs/x");
      assertThat(render.err())
          .startsWith("claimbench: unknown model 'smolm2-135m': expected a name of the catalogue");
      assertThat(run.err()).endsWith(render.err());
      assertThat(render.code()).isEqualTo(2);
    }
  }

  @Test
  void render_counts_the_tokens_of_a_runtime_from_outside() {
    CommandLineFixture.Done done =
        new CommandLineFixture(dir).line("prompts", "render", "--model", "mine/yes");
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("mine/yes: extract vell-batteries-journal: cannot count tokens");
  }
}
