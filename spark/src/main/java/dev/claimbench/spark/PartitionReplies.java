package dev.claimbench.spark;

import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.JournalException;
import dev.claimbench.run.ReplyStore;
import dev.claimbench.text.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The replies of one partition: those that the folder has, and those that come. */
final class PartitionReplies implements ReplyStore {
  /** Where the second answer to a call is noted, which is not kept otherwise. */
  static final String TWICE = "twice";

  private static final int NAME = 16;
  private static final int READERS = 16;

  private final ReplyFolder folder;
  private final String application;
  private final String writer;
  private final Map<String, String> groups = new LinkedHashMap<>();
  private final Map<String, KeptReply> kept = new ConcurrentHashMap<>();
  private final Map<String, JournalEntry> failed = new ConcurrentHashMap<>();

  private PartitionReplies(
      ReplyFolder folder, String application, String writer, List<Call> calls) {
    this.folder = folder;
    this.application = application;
    this.writer = writer;
    calls.forEach(c -> groups.put(c.key(), group(c)));
  }

  private static String group(Call call) {
    return Sha256.sha256(call.prompt().article().id()).substring(0, NAME);
  }

  /** Of calls that nobody has asked. */
  static PartitionReplies none(
      ReplyFolder folder, String application, String writer, List<Call> calls) {
    return new PartitionReplies(folder, application, writer, calls);
  }

  /** Reads what the folder has of these calls. */
  static PartitionReplies read(
      ReplyFolder folder, String application, String writer, List<Call> calls)
      throws IOException, InterruptedException {
    PartitionReplies replies = new PartitionReplies(folder, application, writer, calls);
    Map<String, List<String>> keys = new LinkedHashMap<>();
    replies.groups.forEach((k, g) -> keys.computeIfAbsent(g, x -> new ArrayList<>()).add(k));
    // An object store takes its time for each; one after the other, a server would wait for them.
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<?>> reading = new ArrayList<>();
      keys.forEach(
          (group, wanted) ->
              reading.add(
                  threads.submit(
                      () -> {
                        replies.read(group, wanted);
                        return null;
                      })));
      for (Future<?> one : reading) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return replies;
  }

  private void read(String group, List<String> wanted) throws IOException {
    Set<String> there = folder.keys(group);
    for (String key : wanted) {
      if (there.contains(key)) {
        Optional<KeptReply> reply = KeptReply.parse(folder.read(group, key), key);
        if (reply.isPresent()) {
          kept.put(key, reply.get());
        } else {
          folder.remove(group, key);
        }
      }
    }
  }

  @Override
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  @Override
  public boolean answered(String key) {
    return kept.containsKey(key);
  }

  @Override
  public void append(JournalEntry entry, Runnable whenKept) throws JournalException {
    if (entry.reply().isEmpty()) {
      failed.put(entry.key(), entry);
      whenKept.run();
      return;
    }
    String group = groups.get(entry.key());
    KeptReply reply = KeptReply.of(application, entry);
    try {
      if (folder.putIfAbsent(group, entry.key(), reply.toJson(), writer)) {
        kept.put(entry.key(), reply);
      } else {
        folder.putIfAbsent(TWICE, entry.key() + "-" + writer, reply.toJson(), writer);
        read(group, List.of(entry.key()));
      }
    } catch (IOException e) {
      throw new JournalException("the reply cannot be kept (" + ReplyFolders.reason(e) + ")", e);
    }
    whenKept.run();
  }

  @Override
  public void finish() {}

  Optional<KeptReply> reply(String key) {
    return Optional.ofNullable(kept.get(key));
  }

  Optional<JournalEntry> failure(String key) {
    return Optional.ofNullable(failed.get(key));
  }
}
