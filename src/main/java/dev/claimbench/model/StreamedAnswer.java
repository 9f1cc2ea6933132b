package dev.claimbench.model;

import java.time.Duration;
import java.util.Optional;

/** An answer as it comes, piece by piece: tells thinking from answering, and times both. */
public final class StreamedAnswer {
  /** No token of any known vocabulary is longer. */
  private static final int CHARACTERS_A_TOKEN = 256;

  /** A server may cut a token in two where thinking ends, and send pieces that are empty. */
  private static final int PIECES_A_TOKEN = 2;

  private static final int SOME = 64;

  private final int maxTokens;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private int thought;
  private int answered;
  private volatile boolean begun;
  private boolean closed;
  private long began;
  private long ended;
  private long last;

  /**
   * @param maxTokens that the server was asked not to go beyond
   */
  public StreamedAnswer(int maxTokens) {
    this.maxTokens = maxTokens;
  }

  /** A piece of thinking that the server sent as such; {@code now} in nanoseconds. */
  public void thinking(String piece, long now) {
    begin(now);
    thinking.append(piece);
    thought++;
    ended = now;
  }

  /** A piece of text, which may hold thinking all the same. */
  public void text(String piece, long now) {
    begin(now);
    text.append(piece);
    if (answered++ == 0) {
      ended = now;
    }
    if (!closed && endsThinking(piece)) {
      closed = true;
      thought += answered;
      answered = 0;
      ended = now;
    }
  }

  private void begin(long now) {
    if (!begun) {
      begun = true;
      began = now;
    }
    last = now;
  }

  private boolean endsThinking(String piece) {
    // Ends of blocks end in one of these; to look through all of a long text each time is slow.
    boolean may = piece.indexOf('>') >= 0 || piece.indexOf(']') >= 0 || piece.indexOf('▷') >= 0;
    return may && ThinkBlock.isClosed(text.toString().stripLeading());
  }

  /** Whether anything of it has come, be it empty. */
  public boolean hasStarted() {
    return begun;
  }

  public String text() {
    return text.toString();
  }

  public String thinking() {
    return thinking.toString();
  }

  /** More than so many tokens can be: the server does not keep the limit. */
  public boolean overrun() {
    return thought + answered > PIECES_A_TOKEN * (long) maxTokens + SOME
        || text.length() + thinking.length() > CHARACTERS_A_TOKEN * (long) maxTokens;
  }

  /**
   * What was thought.
   *
   * @param written tokens of thinking and answer together; -1 where unknown
   * @param reported tokens of thinking by the server's own count; 0 where it has none
   */
  public Optional<ThinkingUsage> thought(int written, int reported) {
    boolean open = !closed && ThinkBlock.isOpen(text.toString().stripLeading());
    int all = thought + answered;
    int mine = open ? all : thought;
    if (mine == 0 && reported <= 0) {
      return Optional.empty();
    }
    int tokens =
        reported > 0
            ? reported
            : written < 0 ? -1 : (int) Math.round((double) written * mine / all);
    return Optional.of(new ThinkingUsage(tokens, Duration.ofNanos((open ? last : ended) - began)));
  }
}
