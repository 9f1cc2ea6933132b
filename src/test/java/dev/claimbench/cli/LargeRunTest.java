package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 6,000 verdicts on as many articles, in heaps that hold no more than some of them at a time: a
 * scoring that holds all elements of its packed lists has no room in 22 MB.
 */
class LargeRunTest {
  private static final int STORIES = 1_200;
  private static final int ARTICLES = 5;

  @TempDir Path dir;

  @Test
  void six_thousand_verdicts_are_scored_in_a_small_heap() throws Exception {
    write();
    onAllVerdicts("48m", "score", "--answers", dir.resolve("answers.jsonl").toString());
    String scores = Files.readString(dir.resolve("run/scores.json"));
    assertThat(scores)
        .contains("\"verdictsAsked\" : 6000", "\"standardError\" : \"jackknife\"")
        .contains("\"id\" : \"s0/v0@a0-0\"", "\"id\" : \"s1199/v4@a1199-4\"");
    String page = Files.readString(dir.resolve("run/report.html"));
    assertThat(page.contains("95% intervals over stories")).isTrue();
    // The answers are left to the report.
    assertThat(page.contains("claimbench report RUN --format html")).isTrue();
    assertThat(dir.resolve("run/report-pages")).doesNotExist();
    // Sums of stories, as there are more than a thousand.
    assertThat(scores).contains("\"group\" : \"s7\"").doesNotContain("\"group\" : \"s7/f0\"");
    comparedAndReported();
  }

  @Test
  void six_thousand_calls_are_asked_in_a_small_heap() throws Exception {
    write();
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.claimbench.run.StandInServer",
                "0",
                "1")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      onAllVerdicts(
          "48m",
          "run",
          "--model",
          "openai/stand-in@http://127.0.0.1:" + said.readLine() + "/v1",
          "--concurrency",
          "16");
    } finally {
      server.destroy();
    }
    assertThat(Files.readString(dir.resolve("run/scores.json")))
        .contains("\"verdictsAsked\" : 6000", "\"id\" : \"s1199/v4@a1199-4\"");
  }

  private void onAllVerdicts(String heap, String... words) throws Exception {
    Stream<String> data =
        Stream.of(
            "--seeds",
            dir.resolve("seeds").toString(),
            "--gold",
            dir.resolve("eval").toString(),
            "--task",
            "verify",
            "--all",
            "--out",
            dir.resolve("run").toString());
    claimbench(heap, Stream.concat(Stream.of(words), data).toArray(String[]::new));
  }

  private void comparedAndReported() throws Exception {
    Path run = dir.resolve("run");
    Path other = Files.createDirectories(dir.resolve("other"));
    for (String file : List.of("manifest.json", "replies.jsonl", "scores.json")) {
      Files.copy(run.resolve(file), other.resolve(file));
    }
    String folders = claimbench("22m", "compare", run.toString(), other.toString(), "--json");
    String files =
        claimbench(
            "64m",
            "compare",
            run.resolve("scores.json").toString(),
            other.resolve("scores.json").toString(),
            "--json");
    assertThat(Json.PLAIN.readTree(folders).path("differences"))
        .isNotEmpty()
        .isEqualTo(Json.PLAIN.readTree(files).path("differences"))
        .anyMatch(d -> d.path("test").asText().equals("normal approximation"));
    String figures = Files.readString(run.resolve("report.html"));
    claimbench("22m", "report", run.toString(), "--format", "html");
    // Of the first story the third verdict is wrong.
    assertThat(Files.readString(run.resolve("report.html")).contains("[\"s0\",1,0,4,1,1]"))
        .isTrue();
    String all = pages(run.resolve("report-pages"));
    assertThat(all.split("\"right\":", -1)).hasSize(1 + STORIES * ARTICLES);
    assertThat(all.contains("\"id\":\"s999/v3@a999-3\"")).isTrue();
    // Scored again, perhaps with other labels: no page is left that shows the old ones.
    assertThat(claimbench("20m", "score", run.toString()))
        .contains("report " + run + " --format html");
    assertThat(run.resolve("report.html")).hasContent(figures);
    assertThat(run.resolve("report-pages")).doesNotExist();
  }

  private static String pages(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private void write() throws IOException {
    StringBuilder answers = new StringBuilder();
    for (int s = 0; s < STORIES; s++) {
      Path folder = Files.createDirectories(dir.resolve("seeds/s" + s));
      StringBuilder verify = new StringBuilder("version: 1\nstory: s" + s + "\nclaims:\n");
      for (int k = 0; k < ARTICLES; k++) {
        String sentence =
            ("Bridge number %d of town %d is open again, said the mayor on the first day of spring;"
                    + " the work on its piers, its deck and its lamps took forty weeks and the"
                    + " town %d paid for all of it, as nobody else would.")
                .formatted(k, s, s);
        Files.writeString(folder.resolve("a" + s + "-" + k + ".md"), sentence + "\n");
        verify.append(
            """
              - id: v%d
                text: "%s"
                family: f%d
                verdicts:
                  a%d-%d: {label: SUPPORTED, evidence: ["%s"]}
            """
                .formatted(k, sentence, k, s, k, sentence));
        answers.append(
            """
            {"task":"verify","item":"s%d/v%d@a%d-%d","answer":{"evidence":"","verdict":"%s"}}
            """
                .formatted(s, k, s, k, (s * ARTICLES + k) % 3 == 2 ? "REFUTED" : "SUPPORTED"));
      }
      Path gold = Files.createDirectories(dir.resolve("eval/verify"));
      Files.writeString(gold.resolve("s" + s + ".yaml"), verify.toString());
    }
    Files.writeString(dir.resolve("answers.jsonl"), answers.toString());
  }

  private static String claimbench(String heap, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dclaimbench.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.claimbench.cli.Main"));
    command.addAll(List.of(arguments));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    return said;
  }
}
