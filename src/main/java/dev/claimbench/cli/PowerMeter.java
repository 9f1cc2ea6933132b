package dev.claimbench.cli;

import dev.claimbench.cli.options.Environment;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a machine tells of the power it draws: the processor's package by RAPL (Linux, {@code
 * /sys/class/powercap}), graphics cards by {@code nvidia-smi}. Neither is what comes out of the
 * wall: memory, disks, fans and the power supply's losses are missing.
 *
 * @param powercap usually {@code /sys/class/powercap}
 * @param nvidiaSmi the command, found on the path or with its folder
 * @param root of the files that tell which other cards there are, usually {@code /}
 */
record PowerMeter(Path powercap, String nvidiaSmi, Path root) {
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

  /** AMD's cards, whose watts are not read, below {@link #root}. */
  static final String AMD_CARDS = "sys/class/kfd/kfd/topology/nodes";

  /** A folder a card, of Nvidia's driver, below {@link #root}. */
  static final String NVIDIA_CARDS = "proc/driver/nvidia/gpus";

  /** Cards of every maker, below {@link #root}. */
  static final String CARDS = "sys/class/drm";

  private static final Pattern ZONE = Pattern.compile("intel-rapl:\\d++");
  private static final Set<String> INTEL = Set.of("i915", "xe");

  /** A line of {@code nvidia-smi}; more than 99,999 W is no card's. */
  private static final Pattern WATTS = Pattern.compile("\\d{1,5}+(?:\\.\\d{1,20}+)?+");

  private static final int SECONDS_TO_ANSWER = 10;
  private static final int LONGEST_ANSWER = 1 << 16;
  private static final String NO_ANSWER = "nvidia-smi: no answer in " + SECONDS_TO_ANSWER + " s";

  /** Of another machine: nothing can be read. */
  static final PowerMeter NONE = new PowerMeter(Path.of(""), "", Path.of(""));

  /** As the environment says. */
  static PowerMeter from(Environment environment) {
    Map<String, String> variables = environment.variables();
    return new PowerMeter(
        Path.of(variables.getOrDefault(POWERCAP, "/sys/class/powercap")),
        variables.getOrDefault(NVIDIA_SMI, "nvidia-smi"),
        Path.of("/"));
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
    // intel-rapl:0 is a package; intel-rapl:0:0 a part of it, which must not count twice.
    return powercap.toString().isEmpty()
        ? List.of()
        : list(powercap).stream().filter(z -> ZONE.matcher(name(z)).matches()).toList();
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

    /** Of a number a line, one a card; {@code exit} is the command's. */
    static GraphicsCards parse(String output, int exit) {
      List<String> lines = output.stripTrailing().lines().map(String::strip).toList();
      if (lines.stream().anyMatch(l -> l.startsWith("No devices were found"))) {
        return NONE;
      }
      // One card without a figure and the sum of the others is not what is drawn; nor may an empty
      // line be left out, since it is a card's.
      int cards = (int) output.lines().count();
      for (int i = 0; i < cards; i++) {
        String line = i < lines.size() ? lines.get(i) : "";
        if (!WATTS.matcher(line).matches()) {
          return unreadable(
              "nvidia-smi: "
                  + (line.isEmpty()
                      ? "an empty line"
                      : VisibleText.escape(Text.shorten(line, 80))));
        }
      }
      if (exit != 0) {
        return unreadable("nvidia-smi: exit code " + exit);
      }
      return cards == 0
          ? NONE
          : new GraphicsCards(
              OptionalDouble.of(lines.stream().mapToDouble(Double::parseDouble).sum()), cards, "");
    }
  }

  /** All graphics cards, now; none where there is no such command. */
  GraphicsCards cards() throws InterruptedException {
    if (nvidiaSmi.isEmpty()) {
      return GraphicsCards.NONE;
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(nvidiaSmi, "--query-gpu=power.draw", "--format=csv,noheader,nounits")
              .redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        // A driver that hangs must not hang the run, nor a child that keeps the pipe open.
        String output =
            CompletableFuture.supplyAsync(() -> read(process.getInputStream()))
                .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        return process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
            ? GraphicsCards.parse(output, process.exitValue())
            : GraphicsCards.unreadable(NO_ANSWER);
      } catch (TimeoutException e) {
        return GraphicsCards.unreadable(NO_ANSWER);
      } catch (ExecutionException e) {
        return GraphicsCards.unreadable("nvidia-smi: its answer cannot be read");
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      // 2 is that there is no such command; one that is there and cannot be run may have cards.
      // Java 17 writes "error=2, …", Java 25 "error: 2 (…".
      String why = String.valueOf(e.getMessage());
      return why.contains("error=2,") || why.contains("error: 2 ")
          ? GraphicsCards.NONE
          : GraphicsCards.unreadable("nvidia-smi cannot be run");
    }
  }

  private static String read(InputStream output) {
    try {
      return new String(output.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A card whose watts are not read, beside those of {@code cards}; empty where there is none. */
  Optional<String> blindCard(GraphicsCards cards) {
    if (root.toString().isEmpty()) {
      return Optional.empty();
    }
    Path amd = root.resolve(AMD_CARDS);
    Path nvidia = root.resolve(NVIDIA_CARDS);
    // A processor is a node without such a number.
    if (list(amd).stream().anyMatch(node -> number(node.resolve("gpu_id")).orElse(0L) > 0)) {
      return Optional.of("an AMD card in " + amd + ", whose watts are not read");
    }
    if (cards.count() == 0 && !list(nvidia).isEmpty()) {
      return Optional.of("an Nvidia card in " + nvidia + ", of which nvidia-smi tells nothing");
    }
    // Intel's drivers make a sensor for cards only: what is in the processor, RAPL counts.
    return list(root.resolve(CARDS)).stream()
        .flatMap(card -> list(card.resolve("device/hwmon")).stream())
        .filter(sensor -> text(sensor.resolve("name")).filter(INTEL::contains).isPresent())
        .map(sensor -> "an Intel card in " + sensor + ", whose watts are not read")
        .findFirst();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
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
