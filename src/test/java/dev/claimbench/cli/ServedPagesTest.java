package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.compare.LabelSheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that serve a page, as one starts and ends them; and what they refuse to start with. */
class ServedPagesTest {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\S.*) at (http://127\\.0\\.0\\.1:\\S+)");

  @TempDir Path dir;

  /** Starts a command, waits until it tells its address, asks that, and ends the command. */
  private String page(CommandLineFixture fixture, String path, String... words) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            Clock.systemUTC(), dir, Map.copyOf(fixture.variables), false, false, List.of(words));
    Thread command =
        new Thread(
            () -> Main.execute(environment, new PrintWriter(out), new PrintWriter(err), words));
    command.start();
    try {
      Matcher found = ADDRESS.matcher(out.toString());
      for (int i = 0; i < 600 && !found.find() && command.isAlive(); i++) {
        Thread.sleep(50);
        found = ADDRESS.matcher(out.toString());
      }
      found.reset();
      assertThat(found.find()).as(err.toString()).isTrue();
      return ask(found.group(2) + path);
    } finally {
      command.interrupt();
      command.join(Duration.ofSeconds(20).toMillis());
      assertThat(command.isAlive()).isFalse();
    }
  }

  private static String ask(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(20)).build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String[] corpus(CommandLineFixture fixture, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("corpus"));
    words.addAll(List.of(more));
    words.addAll(List.of("--seeds", fixture.path("seeds").toString()));
    words.addAll(List.of("--gold", fixture.path("eval").toString()));
    return words.toArray(String[]::new);
  }

  private String[] label(CommandLineFixture fixture, String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(
                "label",
                "--seeds",
                fixture.path("seeds").toString(),
                "--gold",
                fixture.path("eval").toString()),
            java.util.stream.Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void a_report_is_served_as_it_is_written() throws Exception {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.recorded("run");
    String run = fixture.path("run").toString();
    assertThat(page(fixture, "", "report", run, "--serve"))
        .isEqualTo(fixture.text("run/report.html"));
  }

  @Test
  void an_annotators_page_has_no_gold_in_it() throws Exception {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    assertThat(page(fixture, "all", label(fixture)))
        .contains("SUPPORTED", "The bridge shut on 2 March");
    assertThat(page(fixture, "all", label(fixture, "--annotator", "anna")))
        .contains("\"annotator\":\"anna\"", "The bridge shut on a Tuesday.")
        .doesNotContain("SUPPORTED", "The bridge shut on 2 March");
  }

  @Test
  void two_runs_that_agree_against_the_gold_put_it_in_doubt() throws Exception {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.recorded("a");
    fixture.file(
        "answers.jsonl", CommandLineFixture.answers("").replace("shut on Monday.\"", "shut.\""));
    fixture.recorded("b");
    String a = fixture.path("a").toString();
    String b = fixture.path("b").toString();
    String found = "\"doubts\":[{\"id\":\"river/v02@ferry\"";
    // As it was called before, too.
    assertThat(page(fixture, "all", label(fixture, "--doubt", a, b))).contains(found);
    assertThat(page(fixture, "all", corpus(fixture, "doubt", a, b, "--serve", "--suggest", a)))
        .contains(found);
    assertThat(fixture.ask("corpus", "doubt", a, b).out())
        .contains("1 of 4 verdicts on which 2 or more of 2 models agree against the gold")
        .contains("gold NOT_ENOUGH_INFO; SUPPORTED: answers/answers, answers/answers (b)");
    assertThat(fixture.ask("corpus", "doubt", a, a).err())
        .contains("the same model as an earlier run; it cannot agree with itself");
    assertThat(page(fixture, "all", label(fixture, "--suggest", a)))
        .contains("\"suggested\":{\"model\":\"answers/answers\"");
  }

  @Test
  void a_sheet_beside_its_runs_says_whether_one_may_stop() throws Exception {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.recorded("swap/baseline");
    String other = "\"evidence\":\"\",\"verdict\":\"NOT_ENOUGH_INFO\"";
    fixture.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replace("\"evidence\":\"The bridge shut on Monday\",\"verdict\":\"REFUTED\"", other));
    fixture.recorded("swap/candidate");
    String sheet =
        LabelSheet.toCsv(
            RunScores.load(fixture.path("swap/baseline"), Optional.empty(), Optional.empty()),
            RunScores.load(fixture.path("swap/candidate"), Optional.empty(), Optional.empty()),
            7);
    String file = fixture.file("swap/disagreements.csv", sheet).toString();
    String[] words = {"label", "--articles", fixture.path("seeds").toString(), "--sheet", file};
    assertThat(page(fixture, "all", words))
        .contains("\"article\":\"bridge\"", "\"counted\":0,\"decided\":false");
    fixture.file("swap/disagreements.csv", sheet.replaceAll(",,\\n", ",REFUTED,\n"));
    assertThat(page(fixture, "all", words)).contains("\"counted\":1,\"decided\":true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --annotator a --adjudicate a b | claimbench: give one of --annotator, --adjudicate and --sheet
          --annotator ../x               | claimbench: annotator: expected a name of letters, digits, '-' and '_', got '../x'
          --adjudicate a b --suggest r   | claimbench: --suggest: only where labels are made, not to settle them or on a sheet
          --port 70000                   | claimbench: --port: expected 0 to 65535, got 70000
          """)
  void what_does_not_go_together_is_one_line_and_2(String words, String message) {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    CommandLineFixture.Done done = fixture.line(label(fixture, words.split(" ")));
    assertThat(done.errLines()).containsExactly(message);
    assertThat(done.code()).isEqualTo(2);
  }

  @Test
  void labels_need_a_place_and_a_served_report_no_format() {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    String seeds = fixture.path("seeds").toString();
    assertThat(fixture.line("label", "--seeds", seeds).err())
        .isEqualTo(
            "claimbench: --gold: the folder that labels are written to" + System.lineSeparator());
    fixture.recorded("run");
    CommandLineFixture.Done done =
        fixture.ask("report", fixture.path("run").toString(), "--serve", "--format", "csv");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("--serve: shows the page; not with --format or --out");
  }
}
