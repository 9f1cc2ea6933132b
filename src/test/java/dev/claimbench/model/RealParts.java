package dev.claimbench.model;

import static org.assertj.core.api.Assertions.fail;

import dev.claimbench.model.catalogue.CacheFolders;
import dev.claimbench.model.catalogue.ModelFiles;
import dev.claimbench.model.catalogue.Progress;
import dev.claimbench.text.UserError;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real models and servers for tests: found on this machine, or the test is skipped aloud. */
public final class RealParts {
  private RealParts() {}

  /** SmolLM2, 135 million parameters, fetched through the catalogue when it is not there. */
  public static Path smolLm2() {
    Path home = Path.of(System.getProperty("user.home"));
    try {
      return ModelFiles.standard(new CacheFolders(System.getenv(), home))
          .path("smollm2-135m", Progress.SILENT);
    } catch (UserError e) {
      skip(e.getMessage());
      throw e;
    }
  }

  /** SmolLM2 as an ONNX folder with 4-bit weights, among the shared models beside the project. */
  static Path smolLm2Onnx() {
    String shared = System.getenv().getOrDefault("CLAIMBENCH_SHARED", "../shared");
    return need(
        Path.of(shared, "models", "smollm2-135m-instruct-onnx-int4").toAbsolutePath().normalize(),
        "CLAIMBENCH_SHARED names the folder that has models/");
  }

  /** The program, from {@code CLAIMBENCH_OLLAMA}, the PATH, or built into the cache. */
  public static Path ollama() {
    String given = System.getenv("CLAIMBENCH_OLLAMA");
    if (given != null) {
      return need(Path.of(given), "CLAIMBENCH_OLLAMA names it");
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "ollama");
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    return need(
        cache().resolve("bin").resolve("ollama"), "install Ollama, or set CLAIMBENCH_OLLAMA");
  }

  /**
   * A launcher of llama.cpp's server, {@code launcher MODEL.gguf PORT CONTEXT}, from {@code
   * CLAIMBENCH_LLAMACPP} or among the shared tools beside the project.
   */
  public static Path llamaCpp() {
    String given = System.getenv("CLAIMBENCH_LLAMACPP");
    if (given != null) {
      return need(Path.of(given), "CLAIMBENCH_LLAMACPP names it");
    }
    String shared = System.getenv().getOrDefault("CLAIMBENCH_SHARED", "../shared");
    Path launcher =
        need(
            Path.of(shared, "tools", "serve-llamacpp.sh").toAbsolutePath().normalize(),
            "set CLAIMBENCH_LLAMACPP to a launcher of llama.cpp's server");
    // The launcher would download it: no test does that unasked.
    need(cache().resolve("llamacpp"), "run " + launcher + " once by hand");
    return launcher;
  }

  /** Where Claimbench keeps what it downloaded or built. */
  static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base = xdg == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("claimbench");
  }

  static Path need(Path file, String how) {
    if (!Files.exists(file)) {
      skip("there is no " + file + "; " + how);
    }
    return file;
  }

  /** Says why; where nothing may be skipped (CI=true) that is a failure. */
  static void skip(String why) {
    String line = "SKIPPED, no real part for this test: " + why;
    System.err.println(line);
    if ("true".equals(System.getenv("CI"))) {
      fail(line);
    }
    Assumptions.abort(line);
  }
}
