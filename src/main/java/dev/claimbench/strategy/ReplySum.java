package dev.claimbench.strategy;

import dev.claimbench.model.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The replies that one answer took, in the order asked. */
final class ReplySum {
  private final List<Reply> replies = new ArrayList<>();

  Reply add(Reply reply) {
    replies.add(reply);
    return reply;
  }

  /** The answer with all that it took; ended as {@code last} did. */
  Reply as(String text, Reply last) {
    return new Reply(
            text,
            last.thinking(),
            last.stop(),
            tokens(Reply::promptTokens),
            tokens(Reply::answerTokens),
            time(Reply::load),
            time(Reply::prompt),
            time(Reply::answer),
            replies.stream().map(Reply::total).reduce(Duration.ZERO, Duration::plus),
            raw())
        .withExpected(expected());
  }

  /** Of one whose prompt was cut where there is one: the others must not make up for it. */
  private Optional<Reply.Expected> expected() {
    if (replies.stream().anyMatch(r -> r.expected().isEmpty())) {
      return Optional.empty();
    }
    int all = replies.stream().mapToInt(r -> r.expected().orElseThrow().tokens()).sum();
    boolean estimated = replies.stream().anyMatch(r -> r.expected().orElseThrow().estimated());
    return Optional.of(new Reply.Expected(all, estimated));
  }

  /** Unknown where one of them is. */
  private int tokens(ToIntFunction<Reply> count) {
    return replies.stream().anyMatch(r -> count.applyAsInt(r) < 0)
        ? -1
        : replies.stream().mapToInt(count).sum();
  }

  private Optional<Duration> time(Function<Reply, Optional<Duration>> time) {
    return replies.stream().anyMatch(r -> time.apply(r).isEmpty())
        ? Optional.empty()
        : replies.stream().map(r -> time.apply(r).orElseThrow()).reduce(Duration::plus);
  }

  /** A JSON array of what each runtime sent; an empty one is null. */
  private String raw() {
    return replies.stream()
        .map(r -> r.raw().isBlank() ? "null" : r.raw())
        .collect(Collectors.joining(",", "[", "]"));
  }
}
