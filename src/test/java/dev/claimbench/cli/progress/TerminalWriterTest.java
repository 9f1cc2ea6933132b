package dev.claimbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.CommandLineFixture;
import dev.claimbench.text.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of articles, models and servers steers a terminal or a log. */
class TerminalWriterTest {
  private static final String EVIL = "\u001b]0;owned\u0007\u001b[2J\rFAKE\b\u009b1m\u202e";

  @TempDir java.nio.file.Path dir;
  private final StringWriter text = new StringWriter();
  private CommandLineFixture fixture;

  @BeforeEach
  void lay() {
    fixture = new CommandLineFixture(dir);
  }

  private TerminalWriter writer(boolean terminal, boolean styled, boolean inCi) {
    return new TerminalWriter(new PrintWriter(text), terminal, styled, inCi);
  }

  private static void assertHarmless(String text) {
    assertThat(text)
        .doesNotContain("\u001b", "\u0007", "\b", "\u009b", "\u202e")
        .doesNotContainPattern("\r(?!\n)");
  }

  @Test
  void own_commands_pass_and_those_of_others_do_not() {
    TerminalWriter out = writer(true, true, false);
    TerminalWriter.clearLine(out);
    out.print("\u001b[1mbold\u001b[0m \u001b[8mhidden\u001b[31mred");
    assertThat(text.toString())
        .isEqualTo("\r\u001b[K\u001b[1mbold\u001b[0m \\u001b[8mhidden\\u001b[31mred");
  }

  @Test
  void without_styles_nothing_of_them_passes() {
    TerminalWriter out = writer(true, false, false);
    out.printf("%s%n", "\u001b[1mx");
    out.print('\u001b');
    assertThat(text.toString()).isEqualTo("\\u001b[1mx" + System.lineSeparator() + "\\u001b");
  }

  @Test
  void data_is_whole_for_programs_and_visible_for_people() {
    TerminalWriter.data(writer(false, false, true), "a\u001b::b\r\n");
    assertThat(text.toString()).isEqualTo("a\u001b::b\r\n");
    TerminalWriter.data(writer(true, false, false), "\u001b\r\n");
    assertThat(text.toString()).endsWith("\\u001b\r\n");
  }

  @Test
  void rows_of_a_table_are_no_commands_of_a_log() {
    TerminalWriter.data(
        writer(false, false, true), "id,text\n ::error::x,a::b ##vso[y] ##[z]\n::add-mask::a\n");
    assertThat(text.toString())
        .isEqualTo(
            "id,text\n \\u003a:error::x,a::b ##vso\\u005by] ##\\u005bz]\n\\u003a:add-mask::a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::error::x",
        "a ::stop-commands::t",
        "##[stop-commands]t",
        "x ##[error]y",
        "##vso[task.complete]",
        "##teamcity[buildStop]",
        ":::",
        "::::",
        "###[x"
      })
  void no_log_command_is_formed(String foreign) {
    TerminalWriter out = writer(false, false, true);
    foreign.chars().forEach(c -> out.print((char) c));
    out.println();
    out.println(foreign);
    assertThat(text.toString()).doesNotContain("::", "##[", "##vso[", "##teamcity[");
  }

  @Test
  void a_ci_system_is_known_by_its_variables_or_asked_for() {
    assertThat(TerminalWriter.isCi(Map.of("GITHUB_ACTIONS", "true"), "run")).isTrue();
    assertThat(TerminalWriter.isCi(Map.of("TF_BUILD", "True"), "run")).isTrue();
    assertThat(TerminalWriter.isCi(Map.of("TEAMCITY_VERSION", "2026.1"), "run")).isTrue();
    assertThat(TerminalWriter.isCi(Map.of(), "gate", "x", "--github")).isTrue();
    assertThat(TerminalWriter.isCi(Map.of(), "gate", "x")).isFalse();
  }

  /** The answers with a claim, a quote, a speaker and an evidence that would steer a terminal. */
  private void evilAnswers() {
    String evil =
        EVIL.chars()
            .mapToObj(c -> String.format(java.util.Locale.ROOT, "\\u%04x", c))
            .reduce("", String::concat);
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replace("\"claim\":\"The bridge", "\"claim\":\"" + evil + " The bridge")
            .replace("\"speaker\":\"Ida", "\"speaker\":\"" + evil + "Ida")
            .replace(
                "\"evidence\":\"The",
                "\"evidence\":\"" + evil + " ##[stop-commands]x ::error::y The"));
  }

  @Test
  void a_models_text_is_harmless_wherever_it_is_printed() {
    evilAnswers();
    fixture.recorded("rec");
    String rec = fixture.path("rec").toString();
    for (String[] line :
        new String[][] {
          {"score", rec, "--explain", "bridge#p01"},
          {"score", rec, "--explain", "river/v01@bridge"},
          {"report", rec},
          {"report", rec, "--format", "markdown"},
          {"report", rec, "--format", "json"},
          {"compare", rec, rec},
        }) {
      String[] more = java.util.Arrays.copyOfRange(line, 1, line.length);
      CommandLineFixture.Done done = fixture.ask(line[0], more);
      assertThat(done.out()).as(String.join(" ", line) + done.err()).isNotEmpty();
      assertHarmless(done.out());
      assertHarmless(done.err());
    }
    assertHarmless(fixture.text("rec/report.md"));
  }

  @Test
  void file_names_are_harmless_in_messages() {
    fixture.file("seeds/river/a" + EVIL + ".md", "---\nstory: [\n---\nText");
    CommandLineFixture.Done done = fixture.ask("corpus", "check");
    assertThat(done.code()).isEqualTo(2);
    assertHarmless(done.out() + done.err());
    CommandLineFixture.Done none = fixture.line("score", "no" + EVIL);
    assertThat(none.code()).isEqualTo(2);
    assertHarmless(none.err());
  }

  @Test
  void annotations_come_first_and_hold_no_command_of_the_model() {
    fixture.recorded("good");
    fixture.ask(
        "bless",
        fixture.path("good").toString(),
        "--name",
        "b",
        "--baselines",
        fixture.path("base").toString());
    evilAnswers();
    fixture.file(
        "answers.jsonl",
        fixture
            .text("answers.jsonl")
            .replace("REFUTED", "SUPPORTED")
            .replace("\"SUPPORTED\"}", "\"NOT_ENOUGH_INFO\"}"));
    fixture.recorded("bad");
    CommandLineFixture.Done done =
        fixture.ask(
            "gate",
            fixture.path("bad").toString(),
            "--baselines",
            fixture.path("base").toString(),
            "--policy",
            java.nio.file.Path.of("eval/gate.yaml").toAbsolutePath().toString(),
            "--github");
    assertThat(done.code()).as(done.err()).isIn(3, 4);
    assertThat(done.out()).startsWith("::");
    String rest =
        done.out()
            .lines()
            .dropWhile(l -> l.startsWith("::error file=") || l.startsWith("::warning file="))
            .reduce("", (all, l) -> all + l + "\n");
    assertThat(rest).isNotEmpty().doesNotContain("::", "##[");
  }

  @Test
  void json_means_the_same_and_holds_no_command_of_a_log() throws Exception {
    StringWriter text = new StringWriter();
    TerminalWriter out = new TerminalWriter(new PrintWriter(text), false, false, true);
    TerminalWriter.data(out, "{\"evidence\":\"##[stop-commands]x ::error::\"}");
    out.flush();
    assertThat(text.toString()).doesNotContain("##[", "::");
    assertThat(Json.PLAIN.readTree(text.toString()).get("evidence").asText())
        .isEqualTo("##[stop-commands]x ::error::");
  }
}
