package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Energy;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine draws while a run asks; its counters are files and a command made here. */
class EnergyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;
  private final AtomicLong nanos = new AtomicLong();

  private void counter(String zone, String name, long microjoules, long range) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("powercap").resolve(zone));
    Files.writeString(folder.resolve("name"), name + "\n");
    Files.writeString(folder.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(folder.resolve("max_energy_range_uj"), range + "\n");
  }

  /** A command that says so. */
  private String nvidiaSmi(String says) throws IOException {
    Path file = dir.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + says + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  private PowerMeter meter(String nvidiaSmi) {
    return new PowerMeter(dir.resolve("powercap"), nvidiaSmi, dir.resolve("root"));
  }

  private EnergyRecorder recorder(PowerMeter meter) throws InterruptedException {
    return new EnergyRecorder(meter, CLOCK, nanos::get, dir);
  }

  private void pass(int seconds) {
    nanos.addAndGet(seconds * 1_000_000_000L);
  }

  @Test
  void packages_count_and_what_lies_in_them_or_around_them_does_not() throws Exception {
    counter("intel-rapl:0", "package-0", 5_000_000, 0);
    counter("intel-rapl:0:0", "core", 4_000_000, 0);
    counter("intel-rapl:1", "package-1", 5_000_000, 0);
    counter("intel-rapl:2", "psys", 20_000_000, 0);
    counter("intel-rapl-mmio:0", "package-0", 5_000_000, 0);
    PowerMeter meter = meter("");
    var before = meter.counters();
    assertThat(before).containsOnlyKeys("intel-rapl:0", "intel-rapl:1");
    counter("intel-rapl:0", "package-0", 65_000_000, 0);
    // 60 J and 0 J
    assertThat(PowerMeter.joules(before, meter.counters())).hasValue(60);
    // a counter that began anew without saying where says nothing
    assertThat(PowerMeter.joules(meter.counters(), before)).isEmpty();
    assertThat(meter("").cards().watts()).isEmpty();
  }

  @Test
  void a_counter_that_turns_over_is_added_up() throws IOException {
    counter("intel-rapl:0", "package-0", 95_000_000, 100_000_000);
    var before = meter("").counters();
    counter("intel-rapl:0", "package-0", 15_000_000, 100_000_000);
    // 5 J to the end, 15 J from the start
    assertThat(PowerMeter.joules(before, meter("").counters())).hasValue(20);
  }

  @Test
  void cards_are_added_and_what_is_no_number_is_nothing() throws Exception {
    assertThat(meter(nvidiaSmi("echo 71.5; echo 28.5")).cards().watts()).hasValue(100);
    assertThat(meter(nvidiaSmi("echo '[N/A]'")).cards().watts()).isEmpty();
    assertThat(meter(nvidiaSmi("echo NVIDIA-SMI has failed; exit 9")).cards().watts()).isEmpty();
    assertThat(meter(dir.resolve("nowhere").toString()).cards().watts()).isEmpty();
  }

  /** 40 W of the processor are not what a machine draws whose card draws 250 more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo '[N/A]'; echo 250.00",
        "echo 250.00; echo '[Not Supported]'",
        "echo '[N/A]'",
        "echo NVIDIA-SMI has failed; exit 9",
        "echo NVIDIA-SMI has failed >&2; exit 9",
        "echo 250.00; exit 9",
        "exit 9",
        "echo; echo 250.00",
        "echo 250.00; echo",
        "echo '250,00'",
        "echo 'ERR!'",
        "echo 250.00; echo 'MIG 1g.10gb Device 0'",
        "echo 250.00; echo '[Unknown Error]'",
        "echo 250.00 W",
        "echo NaN",
        "echo -1.00",
        "echo 1e5",
        "yes 9 | head -c 400 | tr -d '\\n'",
        "printf '\\033]0;x\\007'"
      })
  void a_card_that_tells_nothing_leaves_nothing_measured(String cards) throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    try (EnergyRecorder recorder = recorder(meter(nvidiaSmi(cards)))) {
      pass(10);
      counter("intel-rapl:0", "package-0", 400_000_000, 0);
      recorder.end();
      assertThat(recorder.note())
          .get()
          .asString()
          .contains("energy is not measured", "nvidia-smi: ");
    }
    assertThat(dir.resolve(Energy.FILE)).doesNotExist();
  }

  @Test
  void no_card_at_all_is_no_card_that_tells_nothing() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    try (EnergyRecorder recorder =
        recorder(meter(nvidiaSmi("echo No devices were found; exit 6")))) {
      pass(10);
      counter("intel-rapl:0", "package-0", 400_000_000, 0);
      recorder.end();
      assertThat(recorder.note()).isEmpty();
    }
    assertThat(Energy.find(dir).orElseThrow().watts()).isEqualTo(40, within(1e-9));
  }

  @Test
  void a_processor_that_cannot_be_read_leaves_nothing_measured() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    Files.writeString(dir.resolve("powercap/intel-rapl:0/energy_uj"), "?");
    try (EnergyRecorder recorder = recorder(meter(nvidiaSmi("echo 100")))) {
      pass(10);
      recorder.end();
      assertThat(recorder.note()).get().asString().contains("RAPL: ");
    }
    assertThat(dir.resolve(Energy.FILE)).doesNotExist();
  }

  @Test
  void a_card_that_is_lost_meanwhile_counts_nowhere() throws Exception {
    PowerMeter meter = meter(nvidiaSmi("echo 100; echo 200"));
    try (EnergyRecorder recorder = recorder(meter)) {
      pass(10);
      recorder.sample();
      nvidiaSmi("echo 100");
      pass(10);
      recorder.end();
    }
    assertThat(Energy.find(dir).orElseThrow().joules()).isEqualTo(3000, within(1e-9));
    assertThat(Energy.find(dir).orElseThrow().seconds()).isEqualTo(10, within(1e-9));
  }

  /** 500 J may be 500 J and any number of turns. */
  @Test
  void an_interval_in_which_a_counter_may_have_turned_over_counts_nowhere() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 1_000_000_000);
    try (EnergyRecorder recorder = recorder(meter(""))) {
      pass(600);
      counter("intel-rapl:0", "package-0", 500_000_000, 1_000_000_000);
      recorder.sample();
      pass(10);
      counter("intel-rapl:0", "package-0", 700_000_000, 1_000_000_000);
      recorder.end();
    }
    assertThat(Energy.find(dir).orElseThrow().watts()).isEqualTo(20, within(1e-9));
  }

  @Test
  void processors_count_their_joules_and_cards_the_mean_of_two_readings() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    PowerMeter meter = meter(nvidiaSmi("echo 50"));
    try (EnergyRecorder recorder = recorder(meter)) {
      pass(10);
      counter("intel-rapl:0", "package-0", 300_000_000, 0);
      nvidiaSmi("echo 150");
      recorder.end();
    }
    Energy energy = Energy.find(dir).orElseThrow();
    // 300 J and (50 W + 150 W) / 2 × 10 s
    assertThat(energy.joules()).isEqualTo(1300, within(1e-9));
    assertThat(energy.seconds()).isEqualTo(10, within(1e-9));
    assertThat(energy.watts()).isEqualTo(130, within(1e-9));
    assertThat(energy.sources()).isEqualTo("RAPL and nvidia-smi");
  }

  @Test
  void a_run_that_went_on_has_a_part_a_session() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    for (int session = 1; session <= 2; session++) {
      try (EnergyRecorder recorder = recorder(meter(""))) {
        pass(10);
        counter("intel-rapl:0", "package-0", session * 200_000_000L, 0);
        recorder.end();
      }
    }
    Energy energy = Energy.find(dir).orElseThrow();
    assertThat(energy.parts()).hasSize(2);
    assertThat(energy.watts()).isEqualTo(20, within(1e-9));
  }

  @Test
  void while_it_cannot_be_read_the_interval_grows() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    try (EnergyRecorder recorder = recorder(meter(""))) {
      Path file = dir.resolve("powercap/intel-rapl:0/energy_uj");
      Files.delete(file);
      pass(5);
      recorder.sample();
      counter("intel-rapl:0", "package-0", 100_000_000, 0);
      pass(5);
      recorder.end();
    }
    assertThat(Energy.find(dir).orElseThrow().watts()).isEqualTo(10, within(1e-9));
  }

  /** The command has ended, and a child of it holds its output open. */
  @Test
  @Timeout(20)
  void a_driver_that_hangs_hangs_nothing() throws Exception {
    PowerMeter.GraphicsCards cards = meter(nvidiaSmi("sleep 25 & echo 100")).cards();
    // Which of the two, Java's handling of the pipe decides.
    assertThat(cards.watts().orElse(0) + cards.blind())
        .isIn("100.0", "0.0nvidia-smi: no answer in 10 s");
  }

  /** Half of the time without the card: the mean of both is nobody's. */
  @Test
  void a_session_that_lacks_a_source_counts_nowhere() {
    Energy.Part processor = new Energy.Part("a", "b", List.of("RAPL"), 10, 400);
    Energy.Part both = new Energy.Part("a", "b", List.of("RAPL", "nvidia-smi"), 10, 3000);
    Energy.none().plus(processor).plus(both).write(dir);
    Energy energy = Energy.find(dir).orElseThrow();
    assertThat(energy.watts()).isEqualTo(300, within(1e-9));
    assertThat(energy.sources()).isEqualTo("RAPL and nvidia-smi");
    Energy.none()
        .plus(processor)
        .plus(new Energy.Part("a", "b", List.of("nvidia-smi"), 10, 2000))
        .write(dir);
    assertThat(Energy.find(dir)).isEmpty();
  }

  /** Set to 0 by a suspended machine: 262 kJ in ten seconds are no processor's. */
  @Test
  void a_counter_that_was_set_back_has_not_turned_over() throws Exception {
    counter("intel-rapl:0", "package-0", 1_000_000, 262_143_328_850L);
    try (EnergyRecorder recorder = recorder(meter(""))) {
      pass(10);
      counter("intel-rapl:0", "package-0", 0, 262_143_328_850L);
      recorder.sample();
      pass(10);
      counter("intel-rapl:0", "package-0", 400_000_000, 262_143_328_850L);
      recorder.end();
    }
    assertThat(Energy.find(dir).orElseThrow().watts()).isEqualTo(40, within(1e-9));
  }

  @Test
  void the_meter_says_why_it_reads_nothing() throws Exception {
    counter("intel-rapl:0", "package-0", 0, 0);
    counter("intel-rapl:1", "package-1", 0, 0);
    Files.writeString(dir.resolve("powercap/intel-rapl:1/energy_uj"), "");
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.variables.put(PowerMeter.POWERCAP, dir.resolve("powercap").toString());
    fixture.variables.put(PowerMeter.NVIDIA_SMI, nvidiaSmi("echo 250.00; echo '[N/A]'"));
    assertThat(fixture.ask("cost", "--meter", "1").out())
        .contains("processor (RAPL): not readable here (RAPL: ")
        .contains("graphics (nvidia-smi): not readable here (nvidia-smi: [N/A])");
  }

  @Test
  void nothing_readable_leaves_no_file_and_a_run_that_broke_off_neither() throws Exception {
    try (EnergyRecorder recorder = recorder(meter(""))) {
      pass(10);
      recorder.end();
    }
    counter("intel-rapl:0", "package-0", 0, 0);
    EnergyRecorder brokenOff = recorder(meter(""));
    pass(10);
    brokenOff.close();
    assertThat(dir.resolve(Energy.FILE)).doesNotExist();
  }

  @Test
  void only_what_is_asked_on_this_machine_is_measured() {
    for (String here : List.of("gguf/m", "djl/m", "ollama/m", "openai/m@http://[::1]:8000/v1")) {
      assertThat(EnergyRecorder.here(List.of(ModelSpec.parse(here)), name -> null))
          .as(here)
          .isTrue();
    }
    for (String elsewhere : List.of("ollama/m@http://gpu1:11434", "replay/runs/x")) {
      assertThat(
              EnergyRecorder.here(
                  List.of(ModelSpec.parse("ollama/m"), ModelSpec.parse(elsewhere)), name -> null))
          .as(elsewhere)
          .isFalse();
    }
    // The card of the machine that OLLAMA_HOST names is not in this one.
    assertThat(EnergyRecorder.here(List.of(ModelSpec.parse("ollama/m")), name -> "gpu1")).isFalse();
  }

  @Test
  void a_run_keeps_what_it_drew_and_cost_reckons_with_it() throws Exception {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    fixture.variables.put(PowerMeter.NVIDIA_SMI, nvidiaSmi("echo 100"));
    fixture.variables.put(PowerMeter.POWERCAP, dir.resolve("none").toString());
    fixture.file(
        "hardware.yaml",
        "version: 1\nmachines:\n  - {name: box, currency: USD, price: 876.6, life_years: 1,"
            + " utilisation: 1, watts: 500, idle_watts: 0, kwh: 1, date: 2026-11-22, source: x}\n");
    try (EchoServer server = new EchoServer()) {
      CommandLineFixture.Done done =
          fixture.ask(
              "run",
              "--model",
              "ollama/m@" + server.address(),
              "--task",
              "verify",
              "--out",
              fixture.path("run").toString());
      assertThat(done.code()).as(done.err()).isZero();
    }
    assertThat(Energy.find(fixture.path("run")).orElseThrow().watts()).isEqualTo(100, within(1e-6));
    String measured = cost(fixture).out();
    assertThat(measured)
        .contains("watts: 100.0 measured during the run (nvidia-smi, without the processor; ")
        .contains("watts while it works: 100 W, measured during the run (nvidia-smi, without")
        // 876.6 / 8766 + 100 / 1000 × 1
        .contains("= 0.2 USD");
    assertThat(cost(fixture, "--configured-watts").out())
        .contains("watts: as the hardware file says")
        .contains("watts while it works: 500 W, configured")
        .contains("= 0.6 USD");
  }

  private static CommandLineFixture.Done cost(CommandLineFixture fixture, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                fixture.path("run").toString(),
                "--hardware",
                fixture.path("hardware.yaml").toString()));
    words.addAll(List.of(more));
    return fixture.ask("cost", words.toArray(String[]::new));
  }

  @Test
  void a_damaged_file_is_one_line() throws IOException {
    Files.writeString(dir.resolve(Energy.FILE), "{\"version\": 2, \"parts\": []}");
    assertThatThrownBy(() -> Energy.find(dir))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("energy.json: version 2, this Claimbench reads 1");
    Files.writeString(dir.resolve(Energy.FILE), "no");
    assertThatThrownBy(() -> Energy.find(dir)).isInstanceOf(UserError.class);
  }

  @Test
  void a_card_that_nothing_is_read_of_keeps_the_processor_from_passing_for_all() throws Exception {
    counter("intel-rapl:0", "package-0", 5_000_000, 0);
    Path node =
        Files.createDirectories(dir.resolve("root").resolve(PowerMeter.AMD_CARDS).resolve("1"));
    Files.writeString(node.resolve("gpu_id"), "0\n");
    try (EnergyRecorder processorOnly = recorder(meter(""))) {
      assertThat(processorOnly.note()).isEmpty();
    }
    Files.writeString(node.resolve("gpu_id"), "22554\n");
    try (EnergyRecorder recorder = recorder(meter(""))) {
      assertThat(recorder.note()).hasValueSatisfying(n -> assertThat(n).contains("an AMD card"));
    }
    Files.delete(node.resolve("gpu_id"));
    for (String card :
        List.of(PowerMeter.NVIDIA_CARDS, PowerMeter.CARDS + "/card1/device/hwmon/hwmon3")) {
      Path folder = Files.createDirectories(dir.resolve("root").resolve(card).resolve("0000"));
      Files.writeString(folder.resolveSibling("name"), "xe\n");
      try (EnergyRecorder recorder = recorder(meter(""))) {
        assertThat(recorder.note())
            .hasValueSatisfying(n -> assertThat(n).containsPattern("an (Nvidia|Intel) card"));
      }
      Files.delete(folder.resolveSibling("name"));
      Files.delete(folder);
    }
    Path command = Files.writeString(dir.resolve("no-smi"), "no program");
    try (EnergyRecorder recorder = recorder(meter(command.toString()))) {
      assertThat(recorder.note())
          .hasValueSatisfying(n -> assertThat(n).contains("nvidia-smi cannot be run"));
    }
    try (EnergyRecorder recorder = recorder(meter(dir.resolve("absent").toString()))) {
      assertThat(recorder.note()).isEmpty();
    }
  }
}
