package dev.claimbench.score;

import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What the calls of a large run cost, packed. */
final class UsageFormat implements PackedList.Format<Usage> {
  @Override
  public void write(Usage u, DataOutputStream out) throws IOException {
    PackedList.writeText(out, u.task());
    PackedList.writeText(out, u.item());
    PackedList.writeText(out, u.outcome());
    out.writeInt(u.promptTokens());
    out.writeInt(u.answerTokens());
    time(out, u.prompt());
    time(out, u.answer());
    time(out, Optional.of(u.total()));
    out.writeInt(u.tries());
    out.writeBoolean(u.cached());
    out.writeInt(u.thinkingTokens());
    time(out, u.thinking());
  }

  @Override
  public Usage read(DataInputStream in) throws IOException {
    return new Usage(
        PackedList.readText(in),
        PackedList.readText(in),
        PackedList.readText(in),
        in.readInt(),
        in.readInt(),
        time(in),
        time(in),
        time(in).orElseThrow(),
        in.readInt(),
        in.readBoolean(),
        in.readInt(),
        time(in));
  }

  private static void time(DataOutputStream out, Optional<Duration> time) throws IOException {
    out.writeBoolean(time.isPresent());
    if (time.isPresent()) {
      out.writeLong(time.get().toSeconds());
      out.writeInt(time.get().toNanosPart());
    }
  }

  private static Optional<Duration> time(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(Duration.ofSeconds(in.readLong(), in.readInt()))
        : Optional.empty();
  }
}
