package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of the machine, which are no exceptions, end a command all the same. */
class BrokenMachineTest {
  @TempDir Path dir;

  /** Environment variables that fail to be read. */
  private static final class Failing extends AbstractMap<String, String> {
    private final Supplier<Error> error;

    Failing(Supplier<Error> error) {
      this.error = error;
    }

    /** What is read before the command starts is not there; the command's own reading fails. */
    @Override
    public String getOrDefault(Object name, String otherwise) {
      return Set.of("GITHUB_ACTIONS", "TF_BUILD", "COLUMNS").contains(name)
          ? otherwise
          : super.getOrDefault(name, otherwise);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      throw error.get();
    }
  }

  private String failing(Supplier<Error> error, String... arguments) {
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            Clock.systemUTC(), dir, new Failing(error), false, false, List.of(arguments));
    int code =
        Main.execute(
            environment, new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
    assertThat(code).isEqualTo(ExitCode.CRASH);
    return err.toString();
  }

  @Test
  void memory_that_runs_out_is_one_line_that_says_what_to_do() throws IOException {
    SmallWorld world = new SmallWorld(dir, 1, Map.of());
    String seeds = world.dir.resolve("seeds").toString();
    for (String[] command :
        new String[][] {
          {"models", "list"},
          {"run", "--model", "gguf/x", "--seeds", seeds, "--out", dir.resolve("out").toString()}
        }) {
      assertThat(failing(() -> new OutOfMemoryError("Java heap space"), command))
          .containsOnlyOnce("claimbench: out of memory (Java heap space); give the JVM more")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_part_that_is_missing_is_named_with_its_trace() {
    assertThat(failing(() -> new NoSuchMethodError("Gone.gone()"), "models", "list"))
        .contains("Gone.gone()")
        .contains("please report it");
  }
}
