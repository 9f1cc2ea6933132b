package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * @param nvidiaSmi the command, found on the path or with its folder
 * @param amd usually {@code /sys/class/kfd/kfd/topology/nodes}, where AMD's cards are, whose watts
 *     are not read
 */
record PowerMeter(Path powercap, String nvidiaSmi, Path amd) {
  /** Name of a variable: another folder, such as a container has it. */
  static final String POWERCAP = "CLAIMBENCH_POWERCAP";

  /** Name of a variable: another command that answers as {@code nvidia-smi} does. */
  static final String NVIDIA_SMI = "CLAIMBENCH_NVIDIA_SMI";

  /**
   * A counter of one package.
   *
   * @param microjoules so far
   * @param range after which it begins anew; 0 where unknown
   */
  record Counter(long microjoules, long range) {}

  /** A package's file with its counter. */
  private static final String ENERGY = "energy_uj";

  /** Of another machine: nothing can be read. */
  static final PowerMeter NONE = new PowerMeter(Path.of(""), "", Path.of(""));

  /** As the environment says. */
  static PowerMeter from(Environment environment) {
    Map<String, String> variables = environment.variables();
    return new PowerMeter(
        Path.of(variables.getOrDefault(POWERCAP, "/sys/class/powercap")),
        variables.getOrDefault(NVIDIA_SMI, "nvidia-smi"),
        Path.of("/sys/class/kfd/kfd/topology/nodes"));
  }

  /** By package; none where RAPL is not there or not readable. */
  Map<String, Counter> counters() {
    Map<String, Counter> counters = new TreeMap<>();
    for (Path zone : zones()) {
      number(zone.resolve(ENERGY))
          .filter(uj -> isPackage(zone))
          .ifPresent(
              uj ->
                  counters.put(
                      name(zone),
                      new Counter(uj, number(zone.resolve("max_energy_range_uj")).orElse(0L))));
    }
    return counters;
  }

  private List<Path> zones() {
    if (powercap.toString().isEmpty() || !Files.isDirectory(powercap)) {
      return List.of();
    }
    try (Stream<Path> zones = Files.list(powercap)) {
      // intel-rapl:0 is a package; intel-rapl:0:0 a part of it, which must not count twice.
      return zones.filter(z -> name(z).matches("intel-rapl:\\d+")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String name(Path zone) {
    return zone.getFileName().toString();
  }

  /** Not the whole platform ({@code psys}), which has the packages in it. */
  private static boolean isPackage(Path zone) {
    return text(zone.resolve("name")).map(n -> n.startsWith("package")).orElse(true);
  }

  private static Optional<Long> number(Path file) {
    return text(file).filter(t -> t.matches("\\d{1,18}")).map(Long::parseLong);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Joules between two readings that lie less than one turn of a counter apart; empty where nothing
   * was read, or a counter began anew without telling where.
   */
  static OptionalDouble joules(Map<String, Counter> before, Map<String, Counter> after) {
    double joules = 0;
    for (Map.Entry<String, Counter> entry : before.entrySet()) {
      Counter now = after.get(entry.getKey());
      if (now == null) {
        return OptionalDouble.empty();
      }
      long used = now.microjoules() - entry.getValue().microjoules();
      if (used < 0) {
        used += now.range();
      }
      if (used < 0) {
        return OptionalDouble.empty();
      }
      joules += used / 1e6;
    }
    return before.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(joules);
  }

  /**
   * What the graphics cards tell.
   *
   * @param watts of all together, now; empty where there are none or one of them tells nothing
   * @param count of cards that tell
   * @param blind why the watts of a card that is there are not known; empty where all are
   */
  record GraphicsCards(OptionalDouble watts, int count, String blind) {
    private static final GraphicsCards NONE = new GraphicsCards(OptionalDouble.empty(), 0, "");

    private static GraphicsCards unreadable(String why) {
      return new GraphicsCards(OptionalDouble.empty(), 0, why);
    }

    /** Of a number a line, one a card. */
    static GraphicsCards parse(String output) {
      double sum = 0;
      List<String> lines = output.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      for (String line : lines) {
        if (line.startsWith("No devices were found")) {
          return NONE;
        }
        // One card without a figure and the sum of the others is not what is drawn.
        if (!line.matches("\\d+(\\.\\d+)?")) {
          return unreadable(
              "nvidia-smi: " + (line.length() > 80 ? line.substring(0, 80) + "…" : line));
        }
        sum += Double.parseDouble(line);
      }
      return lines.isEmpty() ? NONE : new GraphicsCards(OptionalDouble.of(sum), lines.size(), "");
    }
  }

  /** All graphics cards, now; none where there is no such command. */
  GraphicsCards cards() throws InterruptedException {
    if (nvidiaSmi.isEmpty()) {
      return GraphicsCards.NONE;
    }
    try {
      Process process =
          new ProcessBuilder(nvidiaSmi, "--query-gpu=power.draw", "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      // A line a card waits in the pipe; a driver that hangs must not hang the run.
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return GraphicsCards.unreadable("nvidia-smi: no answer in 10 s");
      }
      return GraphicsCards.parse(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // 2 is that there is no such command; one that is there and cannot be run may have cards.
      // Java 17 writes "error=2, …", Java 25 "error: 2 (…".
      String why = String.valueOf(e.getMessage());
      return why.contains("error=2,") || why.contains("error: 2 ")
          ? GraphicsCards.NONE
          : GraphicsCards.unreadable("nvidia-smi cannot be run");
    }
  }

  /** A card whose watts are never read; empty where there is none. */
  Optional<String> blindCard() {
    if (amd.toString().isEmpty() || !Files.isDirectory(amd)) {
      return Optional.empty();
    }
    try (Stream<Path> nodes = Files.list(amd)) {
      // A processor is a node without such a number.
      return nodes.anyMatch(node -> number(node.resolve("gpu_id")).orElse(0L) > 0)
          ? Optional.of("an AMD card in " + amd + ", whose watts are not read")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Watts of all graphics cards together, now; empty where they are not known of each. */
  OptionalDouble graphics() throws InterruptedException {
    return cards().watts();
  }

  /** Why a processor's counter that is there cannot be read; empty where all can. */
  Optional<String> blindProcessor() {
    return zones().stream()
        .filter(PowerMeter::isPackage)
        .filter(zone -> Files.exists(zone.resolve(ENERGY)))
        .filter(zone -> number(zone.resolve(ENERGY)).isEmpty())
        .map(zone -> "RAPL: " + zone.resolve(ENERGY) + " cannot be read")
        .findFirst();
  }
}
