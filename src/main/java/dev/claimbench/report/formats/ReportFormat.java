package dev.claimbench.report.formats;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A form in which {@code claimbench report --format NAME} writes one run. {@link ReportFormats} has
 * those of this jar; another jar adds its own as a public class with a public constructor without
 * parameters, named in {@code META-INF/services/dev.claimbench.report.formats.ReportFormat}.
 */
public interface ReportFormat {
  /** As in {@code --format}: lower-case letters, digits and hyphens. */
  String name();

  /** The whole text; the same for the same run, whenever it is written. */
  String write(ReportedRun run);

  /**
   * Several runs in one text.
   *
   * @param runs at least one
   * @throws UserError where the format shows one run alone
   */
  default String writeAll(List<ReportedRun> runs) {
    return write(one(runs));
  }

  /**
   * The one run of a format that shows one alone.
   *
   * @throws UserError where there are more
   */
  default ReportedRun one(List<ReportedRun> runs) {
    if (runs.size() != 1) {
      throw new UserError("--format " + name() + ": expected one run folder, got " + runs.size());
    }
    return runs.get(0);
  }

  /**
   * Writes the same piece by piece, so that the text of a large run is never in memory as a whole.
   *
   * @param runs at least one
   */
  default void writeAll(List<ReportedRun> runs, Writer out) throws IOException {
    out.write(writeAll(runs));
  }

  /**
   * Writes the same into a file, and what belongs beside it.
   *
   * @param runs at least one
   */
  default void writeAll(List<ReportedRun> runs, Path file) {
    AtomicFile.write(file, out -> writeAll(runs, out));
  }

  /** The name of the file that it is written into where the user names none; empty prints it. */
  default Optional<String> file() {
    return Optional.empty();
  }
}
