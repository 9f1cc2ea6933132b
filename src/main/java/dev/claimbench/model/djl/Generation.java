package dev.claimbench.model.djl;

import dev.claimbench.model.djl.constrained.Decoding;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The loop that writes one answer.
 *
 * <p>The graph reads the tokens that are written together with those that a {@link PromptLookup}
 * drafts behind them, which takes little longer than reading one. Each next token is chosen from
 * its own scores, as it would be without a draft; while the choice is the drafted token, its scores
 * are there already. From the first that differs on, the draft is forgotten.
 */
final class Generation {
  private final OnnxGraph graph;
  private final KeyValueCache cache;
  private final ChatTokens chat;
  private final PromptLookup lookup;
  private final Deadline deadline;

  /** The chat, and what is written behind it. */
  private final int[] text;

  private int length;

  /** Where the answer begins: behind the chat and what was thought. */
  private int answer;

  /** When the first scores were there; 0 before. */
  private long scoredAt;

  /** When it had thought. */
  private long thoughtAt;

  /** Behind the last tokens of the cache as it was when they were read. */
  private Logits scores;

  /** How many tokens are before the scores' first row. */
  private int scored;

  /**
   * @param maxTokens most tokens of answer and thoughts together
   */
  Generation(
      OnnxGraph graph,
      KeyValueCache cache,
      ChatTokens chat,
      int maxTokens,
      PromptLookup lookup,
      Deadline deadline) {
    this.graph = graph;
    this.cache = cache;
    this.chat = chat;
    this.lookup = lookup;
    this.deadline = deadline;
    text = Arrays.copyOf(chat.ids(), chat.length() + maxTokens);
    length = chat.length();
    answer = length;
  }

  /**
   * @param thinking how to think first; empty for an answer at once
   */
  GenerationResult write(TokenChoice choice, Optional<Thinking> thinking, Decoding decoding)
      throws GenerationStoppedException {
    long start = System.nanoTime();
    int[] ends = ChunkBoundaries.compute(chat.length(), chat.boundaries(), graph.pieceTokens());
    // The last piece is always read: the scores behind it are not kept. What the answer must begin
    // with is read with it.
    int held = cache.sharedWith(chat.ids(), Arrays.copyOf(ends, ends.length - 1));
    cache.truncate(held);
    cache.reserve(text.length);
    for (int end : ends) {
      if (end > held && end < chat.length()) {
        read(end, 1);
      }
    }
    if (thinking.isPresent()) {
      think(choice, thinking.get());
    }
    while (!decoding.finished() && length < text.length) {
      int token = next(choice, decoding);
      decoding.accept(token);
      append(token);
    }
    cache.keep(text, length);
    cache.truncate(length);
    long end = System.nanoTime();
    long first = scoredAt == 0 ? end : scoredAt;
    return new GenerationResult(
        decoding.text(),
        Arrays.copyOfRange(text, answer, length),
        decoding.finished(),
        chat.length() - held,
        Duration.ofNanos(first - start),
        Duration.ofNanos(end - first),
        thinking.map(
            how ->
                how.thoughts(
                    Arrays.copyOfRange(text, chat.length(), answer),
                    Duration.ofNanos(Math.max(0, thoughtAt - first)))));
  }

  /** Whatever the model likes, until it ends it or there is no more room. */
  private void think(TokenChoice choice, Thinking thinking) throws GenerationStoppedException {
    append(thinking.begin());
    while (length < text.length) {
      int token = choice.next(scores(thinking.allowed()::get), thinking.allowed());
      append(token);
      if (token == thinking.end()) {
        append(thinking.after());
        break;
      }
    }
    answer = length;
    thoughtAt = System.nanoTime();
  }

  private void append(int... tokens) {
    int fits = Math.min(tokens.length, text.length - length);
    System.arraycopy(tokens, 0, text, length, fits);
    length += fits;
  }

  /** What can only be one token is not asked; it is read with those after it, in one go. */
  private int next(TokenChoice choice, Decoding decoding) throws GenerationStoppedException {
    OptionalInt forced = decoding.forced();
    if (forced.isPresent()) {
      return forced.getAsInt();
    }
    Decoding ahead = decoding.copy();
    float[] row =
        scores(
            token -> {
              boolean allowed = ahead.allows(token);
              if (allowed) {
                ahead.accept(token);
              }
              return allowed;
            });
    return choice.next(row, decoding.allowed());
  }

  /**
   * The scores for the next token.
   *
   * @param mayFollow asked about the tokens of a draft in turn, until one may not
   */
  private float[] scores(IntPredicate mayFollow) throws GenerationStoppedException {
    cache.keep(text, length);
    if (cache.length() < length) {
      while (length - cache.length() > graph.pieceTokens()) {
        read(cache.length() + graph.pieceTokens(), 1);
      }
      int drafted = draft(mayFollow);
      read(length + drafted, 1 + drafted);
      scoredAt = scoredAt == 0 ? System.nanoTime() : scoredAt;
    }
    return scores.row(length - scored);
  }

  /** Puts a draft behind what is written, and returns its length. */
  private int draft(IntPredicate mayFollow) {
    if (graph.shape().lastOnly()) {
      return 0; // scores within a draft do not come
    }
    int[] draft = lookup.draft(text, length);
    int room = Math.min(text.length, cache.length() + graph.pieceTokens()) - length;
    int fits = 0;
    while (fits < Math.min(draft.length, room) && mayFollow.test(draft[fits])) {
      text[length + fits] = draft[fits];
      fits++;
    }
    return fits;
  }

  /**
   * Reads the text up to a place.
   *
   * @param rows of scores behind its last tokens
   */
  private void read(int end, int rows) throws GenerationStoppedException {
    deadline.check();
    scores = graph.read(Arrays.copyOfRange(text, cache.length(), end), rows, cache);
    scored = cache.length() - scores.rows() + 1;
  }
}
