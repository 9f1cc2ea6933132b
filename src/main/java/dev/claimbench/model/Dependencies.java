package dev.claimbench.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What each runtime needs on the class path, with the versions that this project is built with. */
public final class Dependencies {
  private static final String FILE = "dependencies.properties";

  private Dependencies() {}

  /** The Maven coordinates of a runtime's dependencies. */
  public static String find(String runtime) {
    Properties all = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Dependencies.class.getResourceAsStream(FILE), FILE)) {
      all.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(all.getProperty(runtime), runtime);
  }
}
