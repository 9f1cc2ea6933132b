package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelException;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered stays answered, whatever happens to the disk or the process. */
class RunStoreTest {
  private static final List<Call> CALLS = Given.calls(5);

  @TempDir private Path temp;
  private Path folder;
  private Path journal;

  @BeforeEach
  void place() {
    folder = temp.resolve("run");
    journal = folder.resolve(RunStore.JOURNAL);
  }

  private void write(int from, int to) throws Exception {
    try (RunStore store = RunStore.open(folder)) {
      for (Call call : CALLS.subList(from, to)) {
        store.append(Given.entry(call, "answer to " + call.prompt().item()), () -> {});
      }
      store.finish();
    }
  }

  /** Which of the five calls are answered, as a row of + and -. */
  private String answered() {
    try (RunStore store = RunStore.open(folder)) {
      StringBuilder row = new StringBuilder();
      CALLS.forEach(call -> row.append(store.answered(call.key()) ? '+' : '-'));
      return row.toString();
    }
  }

  private List<String> damage() {
    try (RunStore store = RunStore.open(folder)) {
      return store.damage();
    }
  }

  @Test
  void what_was_kept_is_there_when_the_run_goes_on() throws Exception {
    write(0, 2);
    assertThat(answered()).isEqualTo("++---");
    write(2, 5);
    assertThat(answered()).isEqualTo("+++++");
    assertThat(RunStore.read(folder).get(CALLS.get(3).key()))
        .isEqualTo(Given.entry(CALLS.get(3), "answer to a3"));
    assertThat(Files.readAllLines(journal)).hasSize(5);
  }

  @Test
  void a_packed_journal_is_read_and_never_written() throws Exception {
    write(0, 5);
    Map<String, JournalEntry> plain = RunStore.read(folder);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(RunStore.PACKED)))) {
      Files.copy(journal, out);
    }
    Files.delete(journal);

    assertThat(RunStore.read(folder)).hasSize(5).isEqualTo(plain);
    assertThat(RunStore.damage(folder)).isEmpty();
    assertThatThrownBy(() -> RunStore.open(folder))
        .hasMessage(
            folder + ": a recorded run (replies.jsonl.gz), for reading only; use another --out");
  }

  @Test
  void crlf_line_ends_do_no_harm_to_a_journal() throws Exception {
    write(0, 3);
    Files.writeString(journal, Files.readString(journal).replace("\n", "\r\n"));
    assertThat(RunStore.read(folder)).hasSize(3);
    assertThat(RunStore.damage(folder)).isEmpty();
    write(3, 5);
    assertThat(answered()).isEqualTo("+++++");
  }

  @Test
  void an_answer_counts_when_it_is_on_disk_and_is_told_in_order() throws Exception {
    List<String> kept = Collections.synchronizedList(new ArrayList<>());
    try (RunStore store = RunStore.open(folder)) {
      for (Call call : CALLS) {
        store.append(
            Given.entry(call, "x"),
            () -> {
              assertThat(RunStore.read(folder)).containsKey(call.key());
              assertThat(store.answered(call.key())).isTrue();
              kept.add(call.prompt().item());
            });
      }
      store.finish();
    }
    assertThat(kept).containsExactly("a0", "a1", "a2", "a3", "a4");
  }

  @Test
  void closing_writes_what_still_waits() throws Exception {
    try (RunStore store = RunStore.open(folder)) {
      for (Call call : CALLS) {
        store.append(Given.entry(call, "x"), () -> {});
      }
    }
    assertThat(answered()).isEqualTo("+++++");
  }

  @Test
  void probabilities_of_labels_are_kept_and_a_journal_without_them_is_read() throws Exception {
    Map<String, Double> labels = Map.of("SUPPORTED", 0.7, "REFUTED", 0.2, "NOT_ENOUGH_INFO", 0.1);
    JournalEntry entry = Given.entry(CALLS.get(1), "yes");
    JournalEntry told =
        new JournalEntry(
            entry.key(),
            entry.task(),
            entry.item(),
            entry.prompt(),
            entry.tries(),
            entry.at(),
            entry.reply().map(r -> r.withLabels(Optional.of(labels))),
            Optional.empty());
    String line = new String(Journal.line(told), StandardCharsets.UTF_8);
    assertThat(line)
        .contains("\"labels\":{\"NOT_ENOUGH_INFO\":0.1,\"REFUTED\":0.2,\"SUPPORTED\":0.7}");
    // What was written before there were any has no such field.
    assertThat(new String(Journal.line(entry), StandardCharsets.UTF_8)).doesNotContain("labels");
    Files.createDirectories(folder);
    Files.write(journal, Journal.line(entry));
    Files.write(journal, Journal.line(told), StandardOpenOption.APPEND);
    List<JournalEntry> read = new ArrayList<>();
    Journal.read(journal, read::add);
    assertThat(read).containsExactly(entry, told);
  }

  @Test
  void a_failed_call_is_not_answered() throws Exception {
    Call call = CALLS.get(0);
    JournalEntry failed =
        new JournalEntry(
            call.key(),
            "extract",
            "a0",
            Call.promptHash(call.prompt()),
            3,
            "2026-03-02T10:00:00Z",
            Optional.empty(),
            Optional.of(new JournalEntry.Failure(ModelException.Cause.TIMEOUT, "late")));
    try (RunStore store = RunStore.open(folder)) {
      store.append(failed, () -> {});
    }
    assertThat(answered()).isEqualTo("-----");
    assertThat(RunStore.read(folder)).containsValue(failed);
    write(0, 1);
    assertThat(answered()).isEqualTo("+----");
    assertThat(RunStore.read(folder).get(call.key()).reply()).isPresent();
  }

  @Test
  void a_torn_last_line_is_left_out_and_the_next_record_begins_cleanly() throws Exception {
    write(0, 3);
    byte[] whole = Files.readAllBytes(journal);
    int last = new String(whole, StandardCharsets.UTF_8).trim().lastIndexOf('\n') + 1;
    for (int cut : List.of(last + 1, last + 20, whole.length - 2)) {
      Files.write(journal, java.util.Arrays.copyOf(whole, cut));
      assertThat(damage())
          .containsExactly(
              journal
                  + ":3: the last line is torn ("
                  + (cut - last)
                  + " bytes); left out, will be asked again");
      assertThat(answered()).isEqualTo("++---");
      write(2, 3);
      assertThat(Files.readAllBytes(journal)).isEqualTo(whole);
    }
  }

  @Test
  void a_last_line_that_lacks_only_its_newline_is_whole() throws Exception {
    write(0, 3);
    byte[] whole = Files.readAllBytes(journal);
    Files.write(journal, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(damage()).isEmpty();
    write(3, 4);
    assertThat(answered()).isEqualTo("++++-");
    assertThat(Files.readAllLines(journal)).hasSize(4);
  }

  @Test
  void any_flipped_byte_costs_one_answer_at_most_two_and_is_told() throws Exception {
    write(0, 5);
    byte[] whole = Files.readAllBytes(journal);
    for (int at = 0; at < whole.length; at += 13) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x04;
      Files.write(journal, flipped);
      List<JournalEntry> entries = new ArrayList<>();
      Journal.State state = Journal.read(journal, entries::add);
      assertThat(state.damage()).as("byte %d", at).hasSize(1);
      assertThat(entries)
          .as("byte %d", at)
          .hasSize(whole[at] == '\n' && at < whole.length - 1 ? 3 : 4);
    }
  }

  @Test
  void a_flipped_byte_is_told_with_its_line() throws Exception {
    write(0, 3);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.set(1, lines.get(1).replace("answer to a1", "answer to a7"));
    Files.write(journal, lines);
    assertThat(damage())
        .containsExactly(journal + ":2: the checksum does not fit; left out, will be asked again");
    assertThat(answered()).isEqualTo("+-+--");
    lines.set(1, "{\"hello\": 1}");
    Files.write(journal, lines);
    assertThat(damage())
        .containsExactly(
            journal + ":2: no checksum; not a line of this journal; left out, will be asked again");
  }

  @Test
  void a_journal_of_another_version_is_refused_and_left_as_it_is() throws Exception {
    write(0, 1);
    String head = Files.readString(journal).replaceFirst("\"v\":1", "\"v\":0");
    head = head.substring(0, head.lastIndexOf(",\"crc\""));
    CRC32C crc = new CRC32C();
    crc.update(head.getBytes(StandardCharsets.UTF_8));
    String old = head + ",\"crc\":\"%08x\"}%n".formatted(crc.getValue()) + "torn";
    Files.writeString(journal, old);
    for (int twice = 0; twice < 2; twice++) {
      assertThatThrownBy(() -> RunStore.open(folder))
          .isInstanceOf(UserError.class)
          .hasMessage(
              journal
                  + ":1: journal of version 0, this Claimbench reads 1;"
                  + " use the version that wrote it, or another --out");
    }
    assertThat(journal).hasContent(old);
  }

  @Test
  void a_full_disk_stops_the_run_and_keeps_all_whole_records() throws Exception {
    write(0, 5);
    long size = Files.size(journal);
    Files.delete(journal);
    // Room for two records and a half.
    RunStore.Opener disk =
        file ->
            new FullDisk(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                size / 2);
    List<String> kept = Collections.synchronizedList(new ArrayList<>());
    try (RunStore store = RunStore.open(folder, disk)) {
      assertThatThrownBy(
              () -> {
                for (Call call : CALLS) {
                  store.append(
                      Given.entry(call, "answer to " + call.prompt().item()),
                      () -> kept.add(call.prompt().item()));
                  Thread.sleep(50);
                }
                store.finish();
              })
          .isInstanceOf(JournalException.class)
          .hasMessage(
              journal
                  + ": cannot be written (No space left on device);"
                  + " the 2 answers before are safe; free space and go on");
      assertThatThrownBy(store::finish).isInstanceOf(JournalException.class);
    }
    assertThat(kept).containsExactly("a0", "a1");
    assertThat(answered()).isEqualTo("++---");
    write(2, 5);
    assertThat(Files.size(journal)).isEqualTo(size);
  }

  @Test
  void a_run_has_one_writer() throws Exception {
    try (RunStore first = RunStore.open(folder)) {
      assertThat(first.damage()).isEmpty();
      assertThatThrownBy(() -> RunStore.open(folder))
          .isInstanceOf(UserError.class)
          .hasMessage(folder + ": another run writes here; wait for it, or use another --out");
    }
    RunStore.open(folder).close();
    assertThat(folder.resolve("run.lock")).exists();
  }

  @Test
  void another_process_that_writes_is_seen() throws Exception {
    Files.createDirectories(folder);
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx64m",
                LockHolder.class.getName(),
                folder.resolve("run.lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      assertThatThrownBy(() -> RunStore.open(folder))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another run writes here");
    } finally {
      other.destroyForcibly().waitFor();
    }
    // The lock died with its process; the file is still there.
    RunStore.open(folder).close();
  }

  /** Another process that holds the lock. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      try (FileChannel channel =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        System.out.write(channel.tryLock() == null ? '?' : '!');
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void a_place_that_cannot_be_a_folder_is_the_users_mistake() throws Exception {
    Files.writeString(folder, "a file");
    assertThatThrownBy(() -> RunStore.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder + ": cannot be written (");
  }
}
