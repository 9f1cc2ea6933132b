package dev.claimbench.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a run was made on, for the manifest. No host name and no user name. */
public final class Machine {
  private Machine() {}

  public static Map<String, String> describe() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("java", System.getProperty("java.version"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    processor().ifPresent(name -> facts.put("processor", name));
    commit().ifPresent(hash -> facts.put("commit", hash));
    return facts;
  }

  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .findFirst()
          .map(l -> l.substring(l.indexOf(':') + 1).strip());
    } catch (IOException | java.io.UncheckedIOException e) {
      // Not Linux: the fact is left out, as the absence in the manifest says.
      return Optional.empty();
    }
  }

  /** The commit of the working folder, with {@code +changes} where it has any. */
  private static Optional<String> commit() {
    return git("rev-parse", "--short=12", "HEAD")
        .map(hash -> git("status", "--porcelain").isPresent() ? hash + "+changes" : hash);
  }

  private static Optional<String> git(String... words) {
    String[] command = new String[words.length + 1];
    command[0] = "git";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output =
          new String(
                  process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .strip();
      boolean fine = process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
      return fine && !output.isEmpty() ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      // No git here: the manifest has no commit.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
