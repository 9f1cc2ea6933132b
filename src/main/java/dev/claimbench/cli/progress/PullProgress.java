package dev.claimbench.cli.progress;

import dev.claimbench.model.catalogue.ModelFile;
import dev.claimbench.model.catalogue.Progress;
import dev.claimbench.text.Text;
import java.io.PrintWriter;
import java.util.OptionalInt;

/** A download on standard error: one line that counts up, or on no terminal a line each tenth. */
public final class PullProgress implements Progress, AutoCloseable {
  private final PrintWriter err;
  private final OptionalInt width;
  private long shown = -1;
  private boolean open;

  /**
   * @param width characters of a line that is written over; empty where none can be
   */
  public PullProgress(PrintWriter err, OptionalInt width) {
    this.err = err;
    this.width = width;
  }

  @Override
  public void bytes(ModelFile model, long done, long total) {
    bytes(model.name(), done, total);
  }

  /**
   * Shows how much has come.
   *
   * @param total above 0
   */
  public void bytes(String name, long done, long total) {
    long percent = done * 100 / total;
    long step = width.isPresent() ? percent : percent / 10 * 10;
    if (step == shown) {
      return;
    }
    shown = step;
    String line =
        Text.format(
            "%s  %3d%%  %s of %s",
            name, percent, ModelFile.megabytes(done), ModelFile.megabytes(total));
    if (width.isPresent()) {
      // Spaces cover the end of a longer line before it.
      TerminalWriter.startLineAgain(err);
      TerminalWriter.printOneLine(err, line + "    ", width.getAsInt());
      open = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  @Override
  public void note(String line) {
    close();
    err.println(line);
    err.flush();
    shown = -1;
  }

  @Override
  public void close() {
    if (open) {
      err.println();
      err.flush();
      open = false;
    }
  }
}
