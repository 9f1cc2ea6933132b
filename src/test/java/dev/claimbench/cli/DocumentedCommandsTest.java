package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command line of the pages is one that the program takes; what it does is not looked at. */
class DocumentedCommandsTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
  private static final Pattern LINE =
      Pattern.compile("(?m)^(?:\\$ | {4})?(?:\\./)?claimbench (.+)$");
  private static final Pattern INLINE =
      Pattern.compile("`(?:\\./)?claimbench\\s+([a-z][^`]*)`", Pattern.DOTALL);

  private final List<String> refused = new ArrayList<>();
  private int parsed;

  @Test
  void every_command_of_the_pages_is_taken() throws IOException {
    for (Path page : pages()) {
      String text = Files.readString(page).replaceAll("\\\\\\n\\s*", "");
      LINE.matcher(text).results().forEach(line -> parse(page, line.group(1), true));
      INLINE
          .matcher(BLOCK.matcher(text).replaceAll(""))
          .results()
          .forEach(line -> parse(page, line.group(1), false));
    }
    assertThat(refused).isEmpty();
    assertThat(parsed).isGreaterThan(140);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : List.of("docs", "examples", "eval", "spark")) {
      try (Stream<Path> walk = Files.walk(Path.of(folder))) {
        // COMMANDS.md is made from the commands, and begins each with what stands for its words.
        walk.filter(f -> f.toString().endsWith(".md") && !f.endsWith("COMMANDS.md"))
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages;
  }

  /**
   * Parses one.
   *
   * @param whole in a block, to be typed as it is; else some of it may be left out
   */
  private void parse(Path page, String line, boolean whole) {
    String command =
        line.replaceAll("\\s+", " ").replaceFirst(" (#|>|\\||&&|;|\\[).*", "").replace("…", "");
    // What stands for any subcommand.
    if (command.startsWith("import FORMAT")) {
      return;
    }
    parsed++;
    String[] words = command.split(" ");
    int nested = List.of(words).indexOf("--");
    try {
      CommandLine program = Main.commandLine(Environment.ofProcess(Clock.systemUTC()));
      program.setCaseInsensitiveEnumValuesAllowed(true);
      var unused = program.parseArgs(words);
      if (nested >= 0) {
        var run = NestedRunOptions.parse(List.of(words).subList(nested + 1, words.length));
        assertThat(run).isNotNull();
      }
    } catch (CommandLine.MissingParameterException e) {
      if (whole) {
        refused.add(page + ": " + command + ": " + e.getMessage());
      }
    } catch (CommandLine.ParameterException e) {
      // K in --repeat K stands for a number.
      if (whole || !e.getMessage().startsWith("Invalid value")) {
        refused.add(page + ": " + command + ": " + e.getMessage());
      }
    }
  }
}
