package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCommandTest {
  private static final String PRICES =
      """
      version: 1
      prices:
        - {provider: p, model: m, input: 1, output: 4, currency: USD, date: 2026-11-22, source: x}
      """;
  private static final String HARDWARE =
      """
      version: 1
      machines:
        - {name: box, currency: USD, per_hour: 3.6, utilisation: 1, date: 2026-11-22, source: x}
      """;

  @TempDir Path dir;

  /** Six stories, an article each, ten verdicts; each call 1,000 and 50 tokens and 2 seconds. */
  private SmallWorld world(String... more) throws IOException {
    SmallWorld world = new SmallWorld(dir, 6, Map.of());
    Path run = world.run("r", s -> 8);
    Path journal = run.resolve("replies.jsonl");
    // The answers of a file have no counts; they are written in, and the check sums taken out.
    StringBuilder counted = new StringBuilder();
    for (String line : Files.readAllLines(journal)) {
      counted
          .append(
              line.replace("\"promptTokens\":-1", "\"promptTokens\":1000")
                  .replace("\"answerTokens\":-1", "\"answerTokens\":50")
                  .replace("\"total\":\"PT0S\"", "\"total\":\"PT2S\"")
                  .replaceFirst(",\"crc\":.*$", ""))
          .append('\n');
    }
    Files.writeString(journal, sealed(counted.toString()));
    world.write("prices.yaml", PRICES);
    world.write("hardware.yaml", HARDWARE);
    String[] words = {
      "cost", run.toString(),
      "--prices", dir.resolve("prices.yaml").toString(),
      "--hardware", dir.resolve("hardware.yaml").toString()
    };
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    code = world.claimbench(all);
    return world;
  }

  private int code;

  /** As the journal seals its lines: the CRC-32C of all before it. */
  private static String sealed(String lines) {
    StringBuilder out = new StringBuilder();
    for (String line : lines.lines().toList()) {
      java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
      crc.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.append(line).append(",\"crc\":\"").append("%08x".formatted(crc.getValue()));
      out.append("\"}\n");
    }
    return out.toString();
  }

  @Test
  void a_run_has_its_cost_by_machine_and_by_price_with_all_arithmetic() throws IOException {
    SmallWorld world = world();
    assertThat(code).as(world.err.toString()).isZero();
    assertThat(world.out.toString())
        // 60 calls of 2 s at 0.001 USD a second for 6 articles: 0.02 an article
        .containsPattern("verify   box +20 USD +0.0025 USD")
        // 60 × (1,000 × 1 + 50 × 4) / 1e6 = 0.072 for 6 articles; 48 are right
        .containsPattern("verify   p/m +12 USD +0.0015 USD")
        .contains("box against p/m: an article 0.02 USD instead of 0.012 USD, 66.7% dearer")
        .contains("input: 60,000 tokens × 1 USD / 1,000,000 = 0.06 USD")
        .contains("120 busy seconds / 3600 × 3.6 USD = 0.12 USD (box, figures of 2026-11-22)");
  }

  @Test
  void two_currencies_are_one_line_and_2() throws IOException {
    SmallWorld world = world();
    world.write("hardware.yaml", HARDWARE.replace("USD", "EUR"));
    world.err.getBuffer().setLength(0);
    assertThat(
            world.claimbench(
                "cost",
                dir.resolve("runs/r").toString(),
                "--prices",
                dir.resolve("prices.yaml").toString(),
                "--hardware",
                dir.resolve("hardware.yaml").toString()))
        .isEqualTo(2);
    assertThat(world.err.toString().lines())
        .containsExactly(
            "claimbench: cost: EUR and USD cannot be reckoned together; write both into one"
                + " currency, with the day of the rate as their date");
  }

  @Test
  void tries_that_failed_took_their_time_too() throws IOException {
    SmallWorld world = world();
    Path journal = dir.resolve("runs/r/replies.jsonl");
    // One call failed for 30 s before it was answered.
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(journal)) {
      String lost = line.contains("\"s0/v0@a0\"") ? ",\"lost\":\"PT30S\"" : "";
      lines.append(line.replaceFirst(",\"crc\":.*$", "")).append(lost).append('\n');
    }
    Files.writeString(journal, sealed(lines.toString()));
    world.out.getBuffer().setLength(0);
    int again =
        world.claimbench(
            "cost",
            dir.resolve("runs/r").toString(),
            "--prices",
            dir.resolve("prices.yaml").toString(),
            "--hardware",
            dir.resolve("hardware.yaml").toString());
    assertThat(again).as(world.err.toString()).isZero();
    assertThat(world.out.toString()).contains("150 busy seconds / 3600 × 3.6 USD = 0.15 USD");
  }
}
