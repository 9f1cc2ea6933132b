package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
  @TempDir Path dir;

  /**
   * {@code []}, {@code [run]}, … {@code [models, pull]}: all that there are, also those to come.
   */
  static Stream<List<String>> everyCommand() {
    Environment environment = Environment.ofProcess(java.time.Clock.systemUTC());
    return below(List.of(), Main.commandLine(environment));
  }

  private static Stream<List<String>> below(List<String> words, CommandLine command) {
    return Stream.concat(
        Stream.of(words),
        command.getSubcommands().entrySet().stream()
            .flatMap(
                e ->
                    below(
                        Stream.concat(words.stream(), Stream.of(e.getKey())).toList(),
                        e.getValue())));
  }

  @Test
  void there_are_commands() {
    assertThat(everyCommand())
        .hasSizeGreaterThan(8)
        .contains(List.of("run"), List.of("score"), List.of("models", "pull"));
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void every_help_says_what_for_and_shows_an_example(List<String> words) {
    String[] line = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);
    CommandLineFixture.Done done = new CommandLineFixture(dir).line(line);
    assertThat(done.code()).isZero();
    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .containsPattern("(?m)^Usage: claimbench")
        .containsPattern("Examples?:\\s+\\S.*claimbench |Examples?:\\s+claimbench ");
    assertThat(done.out().lines()).allMatch(l -> l.length() <= 100);
  }

  private String help(List<String> words, int columns) {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.variables.put("COLUMNS", "" + columns);
    return fixture
        .line(Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new))
        .out();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void a_list_of_commands_has_one_whole_line_for_each(int columns) {
    CommandLine all = Main.commandLine(Environment.ofProcess(java.time.Clock.systemUTC()));
    List<CommandLine> groups =
        Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
            .filter(c -> !c.getSubcommands().isEmpty())
            .toList();
    assertThat(groups).hasSizeGreaterThan(5);
    for (CommandLine group : groups) {
      List<String> words = group == all ? List.of() : List.of(group.getCommandName());
      List<String> listed =
          help(words, columns)
              .lines()
              .dropWhile(l -> !l.equals("Commands:"))
              .skip(1)
              .takeWhile(l -> !l.isEmpty())
              .toList();
      assertThat(listed).as("%s", words).hasSize(group.getSubcommands().size());
      assertThat(listed)
          .as("%s", words)
          .allMatch(l -> l.matches("  [a-z][a-z-]+ +[A-Z].*[^.,;:]\\.") && l.length() <= columns);
    }
  }

  /** A line ends only where the next word would not have fitted. */
  @ParameterizedTest
  @MethodSource("everyCommand")
  void lines_of_help_are_broken_once(List<String> words) {
    for (int columns : new int[] {80, 120}) {
      List<String> lines = help(words, columns).lines().toList();
      for (int i = 1; i < lines.size(); i++) {
        String before = lines.get(i - 1);
        String line = lines.get(i);
        boolean goesOn =
            (line.startsWith(" ".repeat(20)) && !onlyNames(before))
                || (line.matches("\\S.*") && before.matches("\\S.*") && !isHeading(before));
        if (goesOn && !before.startsWith("Usage:") && !isHeading(line)) {
          String word = line.strip().split(" ", -1)[0];
          assertThat(before.length() + 1 + word.length())
              .as("%s at %d columns: %s", words, columns, before)
              .isGreaterThanOrEqualTo(columns);
        }
      }
    }
  }

  /** Names of an option that leave no room for what it does on their line. */
  private static boolean onlyNames(String line) {
    return line.strip().startsWith("-") && !line.strip().contains("  ");
  }

  private static boolean isHeading(String line) {
    return line.endsWith(":") || line.startsWith("Exit codes") || line.startsWith("Example");
  }

  @Test
  void the_exit_codes_are_in_the_help() {
    assertThat(new CommandLineFixture(dir).line("--help").out())
        .contains("0 done, 1 crash, 2 bad usage or bad input, 3 the gate rejects,")
        .contains("4 the gate cannot tell, 5 model or server not reachable, 6 run incomplete.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --modle gguf/x    | claimbench: Unknown options: '--modle', 'gguf/x' (did you mean --model?); see claimbench run --help
          run --timeout soon    | claimbench: Invalid value for option '--timeout': 'soon' is not an int; see claimbench run --help
          run --model           | claimbench: Missing required parameter for option '--model' (SPEC); see claimbench run --help
          models                | claimbench: models: expected create, list, path, pull or rm after it; see claimbench models --help
          score                 | claimbench: score: give run folders, or --answers FILE, got neither
          """)
  void a_wrong_command_line_is_one_line_and_2(String words, String message) {
    CommandLineFixture.Done done = new CommandLineFixture(dir).line(words.split(" "));
    assertThat(done.errLines()).containsExactly(message);
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.out()).isEmpty();
  }

  @Test
  void an_unknown_command_names_those_that_there_are() {
    CommandLineFixture.Done done = new CommandLineFixture(dir).line("rnu");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1);
    assertThat(done.err())
        .startsWith("claimbench: unknown command 'rnu', expected one of demo, run, score, ")
        .endsWith("; see claimbench --help" + System.lineSeparator());
  }

  @Test
  void without_a_command_the_help_is_shown() {
    assertThat(new CommandLineFixture(dir).line().out()).startsWith("Usage: claimbench");
  }
}
