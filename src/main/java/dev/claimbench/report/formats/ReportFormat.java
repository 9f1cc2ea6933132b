package dev.claimbench.report.formats;

import dev.claimbench.text.UserError;
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
    if (runs.size() != 1) {
      throw new UserError("--format " + name() + ": expected one run folder, got " + runs.size());
    }
    return write(runs.get(0));
  }

  /** The name of the file that it is written into where the user names none; empty prints it. */
  default Optional<String> file() {
    return Optional.empty();
  }
}
