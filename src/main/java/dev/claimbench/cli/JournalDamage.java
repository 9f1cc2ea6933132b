package dev.claimbench.cli;

import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says which lines of a run's journal cannot be used: they are missing from every figure. */
final class JournalDamage {
  private static final int NAMED = 5;

  private JournalDamage() {}

  /**
   * A line each for the first few, and how many more there are; nothing for an undamaged journal.
   *
   * @param runs run folders, one repeat of one ({@code runs/x@2}) or files of scores
   */
  static void tell(List<Path> runs, PrintWriter err) {
    runs.stream()
        .map(run -> Files.exists(run) ? run : Path.of(run.toString().replaceFirst("@[0-9]+$", "")))
        .filter(Files::isDirectory)
        .flatMap(run -> Stream.of(run, run.resolve(RunPlan.WITHOUT_ARTICLE)))
        .distinct()
        .map(RunStore::damage)
        .forEach(
            damage -> {
              damage.stream().limit(NAMED).forEach(err::println);
              if (damage.size() > NAMED) {
                err.println("and " + (damage.size() - NAMED) + " lines more like these");
              }
            });
    err.flush();
  }
}
