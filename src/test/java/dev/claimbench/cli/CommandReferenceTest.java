package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of the command line says what the commands say. */
class CommandReferenceTest {
  private static final Path PAGE = Path.of("docs", "COMMANDS.md");
  private static final Pattern VARIABLE = Pattern.compile("CLAIMBENCH_[A-Z_]+[A-Z]");

  @Test
  void the_page_has_what_the_commands_have() throws IOException {
    String page =
        CommandReference.toMarkdown(Main.commandLine(Environment.ofProcess(Clock.systemUTC())));
    if (Boolean.getBoolean("claimbench.golden.renew")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("renew it with mvn test -Dtest=CommandReferenceTest -Dclaimbench.golden.renew=true")
        .isEqualTo(page);
  }

  /** Of the program and of its launcher. */
  @Test
  void every_environment_variable_of_ours_is_in_the_table() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> files =
          Stream.concat(walk.filter(Files::isRegularFile), Stream.of(Path.of("claimbench")))
              .toList();
      for (Path file : files) {
        VARIABLE.matcher(Files.readString(file)).results().forEach(r -> named.add(r.group()));
      }
    }
    assertThat(named).contains("CLAIMBENCH_MODELS", "CLAIMBENCH_JAVA_OPTS");
    assertThat(Files.readString(PAGE)).contains(named.stream().map(n -> "`" + n + "`").toList());
  }

  @Test
  void every_command_has_a_heading_and_every_option_a_line() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    assertThat(lines)
        .contains("## run", "## models", "### models pull", "### import fever")
        .anyMatch(l -> l.startsWith("- `--seeds`, `--articles` `DIR`: "));
    assertThat(lines).allMatch(l -> l.length() <= 140 || l.startsWith("claimbench "));
    assertThat(lines).noneMatch(l -> l.contains("${") || l.contains("%n"));
  }
}
