package dev.claimbench.run;

import dev.claimbench.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that writes a journal: takes all lines that wait, writes them at once and forces
 * them to disk together, so that nobody who asks a model waits for a disk. Never interrupted, since
 * an interrupt closes a channel in the middle of a record.
 */
final class JournalWriter {
  /** Lines that may wait; then the thread that brings one waits too. */
  private static final int WAITING = 256;

  /**
   * How long the first line of a batch waits for company, in milliseconds: forcing each line to
   * disk as soon as it is there takes more of the processor than asking does, at a thousand answers
   * a second.
   */
  private static final int TOGETHER = 10;

  private static final Line END = new Line(ByteBuffer.allocate(0), () -> {});

  private final Path file;
  private final FileChannel channel;
  private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = new Thread(this::write, "claimbench-journal");
  private volatile JournalException broken;
  private long safe;

  /**
   * @param kept called, on the writer's thread, as soon as the line is on disk
   */
  private record Line(ByteBuffer bytes, Runnable kept) {}

  /**
   * @param channel positioned where the next record begins; closed by the caller
   * @param safe records that it has already
   */
  JournalWriter(Path file, FileChannel channel, long safe) {
    this.file = file;
    this.channel = channel;
    this.safe = safe;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Hands a line over; it is kept when {@code kept} is run, or never.
   *
   * @throws JournalException where an earlier line could not be written
   */
  void append(byte[] line, Runnable kept) throws JournalException, InterruptedException {
    put(new Line(ByteBuffer.wrap(line), kept));
  }

  private void put(Line line) throws JournalException, InterruptedException {
    do {
      if (broken != null) {
        throw broken;
      }
      if (!thread.isAlive()) {
        throw new IllegalStateException(file + ": the journal has ended");
      }
    } while (!queue.offer(line, 100, TimeUnit.MILLISECONDS));
  }

  private void write() {
    List<Line> batch = new ArrayList<>();
    boolean open = true;
    try {
      while (open) {
        batch.clear();
        batch.add(queue.take());
        if (!batch.get(0).equals(END)) {
          TimeUnit.MILLISECONDS.sleep(TOGETHER);
          queue.drainTo(batch);
        }
        open = !batch.remove(END);
        write(batch);
        safe += batch.size();
        batch.forEach(line -> line.kept().run());
      }
    } catch (IOException e) {
      broken =
          new JournalException(
              Text.format(
                  "%s: cannot be written (%s); the %d answers before are safe; free space and go"
                      + " on",
                  file, e.getMessage(), safe),
              e);
    } catch (RuntimeException e) {
      // The listener failed: without this, the threads that bring more would wait for
      // ever.
      broken = new JournalException(file + ": writing stopped (" + e + ")", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the journal's thread", e);
    }
  }

  private void write(List<Line> batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    batch.forEach(line -> bytes.writeBytes(line.bytes().array()));
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(false);
  }

  /**
   * Waits until every line is on disk, and ends.
   *
   * @throws JournalException where one could not be written
   */
  void end() throws JournalException {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        if (broken == null) {
          put(END);
        }
        thread.join();
      } catch (JournalException e) {
        break;
      } catch (InterruptedException e) {
        // What has come is paid for and must be kept; the one who stopped the run waits that long.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken != null) {
      throw broken;
    }
  }
}
