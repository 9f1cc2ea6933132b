package dev.claimbench.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that may not be longer than so many bytes. */
final class Bounded extends FilterInputStream {
  private long left;

  /** More came than may. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;
  }

  Bounded(InputStream in, long most) {
    super(in);
    left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    spend(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    spend(Math.max(0, read));
    return read;
  }

  private void spend(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooMuch();
    }
  }
}
