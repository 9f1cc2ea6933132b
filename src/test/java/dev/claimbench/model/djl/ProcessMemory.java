package dev.claimbench.model.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * What this process holds of the machine's memory after a garbage collection, in bytes.
 *
 * @param heap Java's objects
 * @param outside all else that is resident: native libraries' memory and code
 */
record ProcessMemory(long heap, long outside) {
  /** On other systems than Linux the test is skipped. */
  @SuppressWarnings("SystemGc")
  static ProcessMemory now() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      System.err.println("SKIPPED: memory is measured on Linux only");
      Assumptions.abort("no " + status);
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long resident =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
            .findFirst()
            .orElseThrow();
    return new ProcessMemory(
        runtime.totalMemory() - runtime.freeMemory(), resident - runtime.totalMemory());
  }
}
