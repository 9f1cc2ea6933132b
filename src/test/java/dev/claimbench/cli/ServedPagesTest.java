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
  private String page(CommandLineFixture desk, String path, String... words) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            Clock.systemUTC(), dir, Map.copyOf(desk.variables), false, false, List.of(words));
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

  private static String[] corpus(CommandLineFixture desk, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("corpus"));
    words.addAll(List.of(more));
    words.addAll(List.of("--seeds", desk.path("seeds").toString()));
    words.addAll(List.of("--gold", desk.path("eval").toString()));
    return words.toArray(String[]::new);
  }

  private String[] label(CommandLineFixture desk, String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(
                "label",
                "--seeds",
                desk.path("seeds").toString(),
                "--gold",
                desk.path("eval").toString()),
            java.util.stream.Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void a_report_is_served_as_it_is_written() throws Exception {
    CommandLineFixture desk = new CommandLineFixture(dir);
    desk.recorded("run");
    String run = desk.path("run").toString();
    assertThat(page(desk, "", "report", run, "--serve")).isEqualTo(desk.text("run/report.html"));
  }

  @Test
  void an_annotators_page_has_no_gold_in_it() throws Exception {
    CommandLineFixture desk = new CommandLineFixture(dir);
    assertThat(page(desk, "all", label(desk))).contains("SUPPORTED", "The bridge shut on 2 March");
    assertThat(page(desk, "all", label(desk, "--annotator", "anna")))
        .contains("\"annotator\":\"anna\"", "The bridge shut on a Tuesday.")
        .doesNotContain("SUPPORTED", "The bridge shut on 2 March");
  }

  @Test
  void two_runs_that_agree_against_the_gold_put_it_in_doubt() throws Exception {
    CommandLineFixture desk = new CommandLineFixture(dir);
    desk.recorded("a");
    desk.file(
        "answers.jsonl", CommandLineFixture.answers("").replace("shut on Monday.\"", "shut.\""));
    desk.recorded("b");
    String a = desk.path("a").toString();
    String b = desk.path("b").toString();
    String found = "\"doubts\":[{\"id\":\"river/v02@ferry\"";
    // As it was called before, too.
    assertThat(page(desk, "all", label(desk, "--doubt", a, b))).contains(found);
    assertThat(page(desk, "all", corpus(desk, "doubt", a, b, "--serve", "--suggest", a)))
        .contains(found);
    assertThat(desk.ask("corpus", "doubt", a, b).out())
        .contains("1 of 4 verdicts on which 2 or more of 2 models agree against the gold")
        .contains("gold NOT_ENOUGH_INFO; SUPPORTED: answers/answers, answers/answers (b)");
    assertThat(desk.ask("corpus", "doubt", a, a).err())
        .contains("the same model as an earlier run; it cannot agree with itself");
    assertThat(page(desk, "all", label(desk, "--suggest", a)))
        .contains("\"suggested\":{\"model\":\"answers/answers\"");
  }

  @Test
  void a_sheet_beside_its_runs_says_whether_one_may_stop() throws Exception {
    CommandLineFixture desk = new CommandLineFixture(dir);
    desk.recorded("swap/baseline");
    String other = "\"evidence\":\"\",\"verdict\":\"NOT_ENOUGH_INFO\"";
    desk.file(
        "answers.jsonl",
        CommandLineFixture.answers("")
            .replace("\"evidence\":\"The bridge shut on Monday\",\"verdict\":\"REFUTED\"", other));
    desk.recorded("swap/candidate");
    String sheet =
        LabelSheet.toCsv(
            RunScores.load(desk.path("swap/baseline"), Optional.empty(), Optional.empty()),
            RunScores.load(desk.path("swap/candidate"), Optional.empty(), Optional.empty()),
            7);
    String file = desk.file("swap/disagreements.csv", sheet).toString();
    String[] words = {"label", "--articles", desk.path("seeds").toString(), "--sheet", file};
    assertThat(page(desk, "all", words))
        .contains("\"article\":\"bridge\"", "\"counted\":0,\"decided\":false");
    desk.file("swap/disagreements.csv", sheet.replaceAll(",,\\n", ",REFUTED,\n"));
    assertThat(page(desk, "all", words)).contains("\"counted\":1,\"decided\":true");
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
    CommandLineFixture desk = new CommandLineFixture(dir);
    CommandLineFixture.Done done = desk.line(label(desk, words.split(" ")));
    assertThat(done.errLines()).containsExactly(message);
    assertThat(done.code()).isEqualTo(2);
  }

  @Test
  void labels_need_a_place_and_a_served_report_no_format() {
    CommandLineFixture desk = new CommandLineFixture(dir);
    String seeds = desk.path("seeds").toString();
    assertThat(desk.line("label", "--seeds", seeds).err())
        .isEqualTo(
            "claimbench: --gold: the folder that labels are written to" + System.lineSeparator());
    desk.recorded("run");
    CommandLineFixture.Done done =
        desk.ask("report", desk.path("run").toString(), "--serve", "--format", "csv");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.err()).contains("--serve: shows the page; not with --format or --out");
  }
}
