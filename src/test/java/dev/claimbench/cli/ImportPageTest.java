package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/IMPORT.md} do what the page says. */
class ImportPageTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^```(\\w+)(?: file=(\\S+))?\\n(.*?\\n)```$", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ claimbench (.*)\\n");

  @TempDir Path dir;

  @Test
  void every_command_prints_what_stands_below_it() throws IOException {
    CommandLineFixture fixture = CommandLineFixture.empty(dir);
    int commands = 0;
    for (MatchResult block :
        BLOCK.matcher(Files.readString(Path.of("docs", "IMPORT.md"))).results().toList()) {
      if (block.group(2) != null) {
        fixture.file(block.group(2), block.group(3));
      } else if (block.group(1).equals("console")) {
        commands += run(fixture, block.group(3));
      }
    }
    assertThat(commands).isEqualTo(15);
  }

  private int run(CommandLineFixture fixture, String console) {
    List<MatchResult> commands = COMMAND.matcher(console).results().toList();
    for (int i = 0; i < commands.size(); i++) {
      int end = i + 1 < commands.size() ? commands.get(i + 1).start() : console.length();
      String command = commands.get(i).group(1);
      CommandLineFixture.Done done = fixture.line(arguments(command));
      assertThat(done.code()).as(command + done.err()).isZero();
      assertThat(done.out().replace(dir + "/", ""))
          .as(command)
          .isEqualTo(console.substring(commands.get(i).end(), end));
    }
    return commands.size();
  }

  /** Files and folders of the page are in the test's own folder. */
  private String[] arguments(String command) {
    List<String> arguments = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      arguments.add(word.matches("[\\w-]+[./].*") ? dir.resolve(word).toString() : word);
    }
    return arguments.toArray(String[]::new);
  }
}
