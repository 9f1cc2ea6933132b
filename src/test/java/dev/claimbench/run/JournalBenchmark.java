package dev.claimbench.run;

import dev.claimbench.model.ModelInfo;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a long run takes to find out what it has; printed, never asserted. */
@Tag("benchmark")
class JournalBenchmark {
  private static final int REPLIES = 100_000;
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  @Test
  void a_hundred_thousand_replies_read_and_resumed() throws Exception {
    RunPlan plan = RunnerTalk.plan(REPLIES);
    ModelInfo model = StandInModel.INFO;
    String raw = "{\"usage\":" + "{\"prompt_tokens\":900},".repeat(20) + "\"x\":0}";
    Path file = folder.resolve(RunStore.JOURNAL);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Call call : plan.calls(model)) {
        JournalEntry entry =
            Given.entry(call, "{\"evidence\":\"It met.\",\"verdict\":\"SUPPORTED\"}");
        var reply = entry.reply().orElseThrow();
        out.write(
            Journal.line(
                new JournalEntry(
                    entry.key(),
                    entry.task(),
                    entry.item(),
                    entry.prompt(),
                    1,
                    entry.at(),
                    Optional.of(
                        new dev.claimbench.model.Reply(
                            reply.text(),
                            "",
                            reply.stop(),
                            900,
                            12,
                            reply.load(),
                            reply.prompt(),
                            reply.answer(),
                            reply.total(),
                            raw)),
                    Optional.empty())));
      }
    }
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      try (RunStore store = RunStore.open(folder)) {
        double read = (System.nanoTime() - start) / 1e9;
        boolean complete =
            new Runner(
                    new StandInModel(
                        (prompt, time) -> {
                          throw new IllegalStateException("all are answered");
                        }),
                    store,
                    Given.nobody(),
                    Given.CLOCK,
                    new Retries(1, java.time.Duration.ZERO, 7),
                    AdaptiveConcurrency.fixed(1))
                .run(plan);
        System.out.printf(
            Locale.ROOT,
            "round %d: %,d replies (%d MB): journal read in %.2f s, with all calls made again and"
                + " found answered %.2f s, complete %s%n",
            round,
            REPLIES,
            Files.size(file) >> 20,
            read,
            (System.nanoTime() - start) / 1e9,
            complete);
      }
    }
  }
}
