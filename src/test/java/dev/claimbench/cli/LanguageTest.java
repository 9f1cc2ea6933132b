package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's language is in nothing that is written. */
class LanguageTest {
  @TempDir private Path dir;

  @Test
  void files_and_output_are_the_same_bytes_in_a_language_with_other_digits() throws IOException {
    Map<String, String> plain = everything(Locale.ROOT);
    assertThat(plain).hasSizeGreaterThan(10);
    for (String tag :
        List.of("ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai")) {
      Map<String, String> elsewhere = everything(Locale.forLanguageTag(tag));
      assertThat(elsewhere).as(tag).isEqualTo(plain);
      assertThat(elsewhere.get("scores.json")).contains("\"p01\"");
    }
  }

  @Test
  void help_is_in_the_same_order_where_a_capital_i_has_a_dot() throws Exception {
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--help")
            .redirectErrorStream(true)
            .start();
    String help = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(help).contains("[--limit=N] [--log-format=text|json]");
  }

  private Map<String, String> everything(Locale language) throws IOException {
    Locale before = Locale.getDefault();
    Path place = Files.createDirectories(dir.resolve("world"));
    try {
      Locale.setDefault(language);
      CommandLineFixture fixture = new CommandLineFixture(place);
      fixture.file("answers.jsonl", CommandLineFixture.answers(""));
      Map<String, String> all = new TreeMap<>();
      all.put(
          "score", asked(fixture, "score", "--answers", at("answers.jsonl"), "--out", at("run")));
      for (String format : new String[] {"text", "markdown", "junit", "csv", "json"}) {
        all.put(format, asked(fixture, "report", at("run"), "--format", format));
      }
      all.put("worst", asked(fixture, "report", at("run"), "--worst", "3"));
      all.put(
          "stats",
          fixture.line("corpus", "stats", "--seeds", at("seeds"), "--gold", at("eval")).out());
      for (String command : List.of("compare", "cost")) {
        List<String> words = new ArrayList<>(List.of(command, "eval/recorded/smollm2-135m"));
        words.addAll(
            command.equals("compare")
                ? List.of("eval/recorded/qwen2.5-coder-0.5b", "--policy", "eval/gate.yaml")
                : List.of("--prices", "eval/prices.yaml", "--hardware", "eval/hardware.yaml"));
        words.addAll(List.of("--seeds", "seeds", "--gold", "eval"));
        CommandLineFixture.Done done = fixture.line(words.toArray(String[]::new));
        assertThat(done.code()).as(done.err()).isZero();
        all.put(command, done.out());
      }
      try (Stream<Path> files = Files.list(place.resolve("run"))) {
        for (Path file :
            files.filter(f -> f.toString().matches(".*(scores.json|\\.md|\\.html)")).toList()) {
          all.put(file.getFileName().toString(), Files.readString(file));
        }
      }
      return all;
    } finally {
      Locale.setDefault(before);
      delete(place);
    }
  }

  private static String asked(CommandLineFixture fixture, String command, String... words) {
    CommandLineFixture.Done done = fixture.ask(command, words);
    assertThat(done.code()).as(done.err()).isZero();
    return done.out();
  }

  private String at(String name) {
    return dir.resolve("world").resolve(name).toString();
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
