package dev.claimbench;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Published data beside the project, or where {@code CLAIMBENCH_SHARED} says. */
public final class Shared {
  private Shared() {}

  /** Its path to a file in it; skips the test, aloud, where it is not there. */
  public static Path file(String name) {
    Path file = folder().resolve(name);
    String why = "no " + name + " in CLAIMBENCH_SHARED or ../shared";
    if (!Files.exists(file)) {
      System.err.println("skipped: " + why);
    }
    assumeTrue(Files.exists(file), why);
    return file;
  }

  private static Path folder() {
    String told = System.getenv("CLAIMBENCH_SHARED");
    if (told != null && !told.isBlank()) {
      return Path.of(told);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path p = here; p != null; p = p.getParent()) {
      if (Files.isDirectory(p.resolve("shared/data"))) {
        return p.resolve("shared");
      }
    }
    return here.resolveSibling("shared");
  }
}
