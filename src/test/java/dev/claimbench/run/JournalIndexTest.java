package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalIndexTest {
  @TempDir private Path folder;

  private void append(byte[] line) throws Exception {
    Files.write(
        folder.resolve(RunStore.JOURNAL),
        line,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static JournalEntry failed(Call call, String message, Duration lost) {
    return new JournalEntry(
        call.key(),
        call.prompt().task(),
        call.prompt().item(),
        call.promptHash(),
        call.repeat(),
        1,
        "2026-03-02T10:00:00Z",
        Optional.empty(),
        Optional.of(new JournalEntry.Failure(ModelException.Cause.TIMEOUT, message)),
        Optional.empty(),
        Optional.of(lost));
  }

  @Test
  void it_has_what_reading_the_whole_journal_has() throws Exception {
    // More than its first tables hold, and one reply longer than a read.
    for (int n = 0; n < 3_000; n++) {
      Call call = Given.calls(5).get(n % 5);
      JournalEntry entry = Given.entry(call, n == 2_999 ? "long ".repeat(9_000) : "answer " + n);
      append(Journal.line(keyed(entry, "k" + n, "item " + n / 2, 1 + n % 2)));
    }
    Call again = Given.calls(1).get(0);
    append(Journal.line(failed(again, "late", Duration.ofSeconds(3))));
    append("no line of a journal\n".getBytes(StandardCharsets.UTF_8));
    append(Journal.line(failed(again, "late again", Duration.ofSeconds(4))));
    append(Journal.line(Given.entry(again, "at last")));
    byte[] torn = Journal.line(failed(again, "torn", Duration.ofSeconds(5)));
    append(Arrays.copyOf(torn, torn.length / 2));

    Map<Question, JournalEntry> whole = RunStore.byQuestion(folder);
    JournalIndex<Question> index = JournalIndex.byQuestion(folder.resolve(RunStore.JOURNAL));
    assertThat(whole).hasSize(3_001);
    assertThat(index).hasSize(3_001).containsAllEntriesOf(whole);
    assertThat(Map.copyOf(index)).isEqualTo(whole);
    assertThat(index.get(Question.of(again.prompt(), 1)).lost()).contains(Duration.ofSeconds(7));
    assertThat(index.get(new Question("verify", "nobody asked", 1))).isNull();
    JournalIndex<String> keys = JournalIndex.byKey(folder.resolve(RunStore.JOURNAL));
    assertThat(Map.copyOf(keys)).isEqualTo(RunStore.read(folder));
    assertThat(keys.get(again.key()).lost()).contains(Duration.ofSeconds(7));
    assertThat(keys.get("no key")).isNull();
  }

  private static JournalEntry keyed(JournalEntry entry, String key, String item, int repeat) {
    return new JournalEntry(
        key,
        entry.task(),
        item,
        entry.prompt(),
        repeat,
        1,
        entry.at(),
        entry.reply(),
        entry.failure(),
        entry.cached(),
        entry.lost());
  }
}
