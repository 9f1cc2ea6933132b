package dev.claimbench.doctor;

import dev.claimbench.model.LoadedModel;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the model takes, where anyone tells. */
final class MemoryCheck {
  private static final String CHECK = "memory";

  private MemoryCheck() {}

  static CheckResult judge(ModelSpec spec, Optional<LoadedModel> loaded) {
    if (loaded.isPresent()) {
      return ofServer(loaded.get().size(), loaded.get().vram());
    }
    if (spec.runtime().location() == ModelRuntime.Location.IN_PROCESS) {
      return ownPeak()
          .map(
              bytes ->
                  CheckResult.ok(
                      CHECK, "this process, model included: " + toText(bytes) + " at most"))
          .orElse(CheckResult.ok(CHECK, "this system does not tell what a process takes"));
    }
    return CheckResult.ok(CHECK, "the server does not tell");
  }

  /**
   * @param size bytes of the loaded model, its context included
   * @param vram how many of them are on a GPU
   */
  static CheckResult ofServer(long size, long vram) {
    if (vram <= 0) {
      return CheckResult.ok(CHECK, toText(size) + " in main memory, no GPU");
    }
    if (vram < size) {
      return CheckResult.warning(
          CHECK,
          toText(vram) + " of " + toText(size) + " in VRAM, the rest in main memory",
          "much slower than all in VRAM: a smaller quantisation, or less --context");
    }
    return CheckResult.ok(CHECK, toText(size) + ", all in VRAM");
  }

  /** Most resident memory of this process so far (Linux). */
  private static Optional<Long> ownPeak() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static String toText(long bytes) {
    return bytes < 1_000_000_000
        ? Text.format("%d MB", Math.round(bytes / 1e6))
        : Text.format("%.1f GB", bytes / 1e9);
  }
}
