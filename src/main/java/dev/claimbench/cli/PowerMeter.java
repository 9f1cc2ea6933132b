package dev.claimbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a machine tells of the power it draws: the processor's package by RAPL (Linux, {@code
 * /sys/class/powercap}), graphics cards by {@code nvidia-smi}. Neither is what comes out of the
 * wall: memory, disks, fans and the power supply's losses are missing.
 *
 * @param powercap usually {@code /sys/class/powercap}
 */
record PowerMeter(Path powercap) {

  /** Micro-joules so far, by package; none where RAPL is not there or not readable. */
  Map<String, Long> energy() {
    Map<String, Long> energy = new TreeMap<>();
    if (!Files.isDirectory(powercap)) {
      return energy;
    }
    try (Stream<Path> zones = Files.list(powercap)) {
      // intel-rapl:0 is a package; intel-rapl:0:0 a part of it, which must not count twice.
      for (Path zone : zones.filter(z -> name(z).matches("intel-rapl:\\d+")).toList()) {
        read(zone.resolve("energy_uj")).ifPresent(uj -> energy.put(name(zone), uj));
      }
    } catch (IOException e) {
      return energy;
    }
    return energy;
  }

  private static String name(Path zone) {
    return zone.getFileName().toString();
  }

  private static Optional<Long> read(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Mean watts between two readings; empty where nothing was read or a counter began anew.
   *
   * @param seconds between them, above 0
   */
  static OptionalDouble watts(Map<String, Long> before, Map<String, Long> after, double seconds) {
    double joules = 0;
    for (Map.Entry<String, Long> entry : before.entrySet()) {
      long used = after.getOrDefault(entry.getKey(), -1L) - entry.getValue();
      if (used < 0) {
        return OptionalDouble.empty();
      }
      joules += used / 1e6;
    }
    return before.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(joules / seconds);
  }

  /** Watts of all graphics cards together, now. */
  static OptionalDouble graphics() throws InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "nvidia-smi", "--query-gpu=power.draw", "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return sum(told);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** Of a number a line; empty where a line is none. */
  static OptionalDouble sum(String lines) {
    double sum = 0;
    for (String line : lines.lines().toList()) {
      if (!line.strip().matches("\\d+(\\.\\d+)?")) {
        return OptionalDouble.empty();
      }
      sum += Double.parseDouble(line.strip());
    }
    return lines.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }
}
