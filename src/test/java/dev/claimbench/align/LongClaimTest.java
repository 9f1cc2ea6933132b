package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims of a hundred thousand characters are compared in no time that anybody notices. */
class LongClaimTest {
  private static final Optional<LocalDate> DAY = Optional.of(LocalDate.of(2026, 3, 2));
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  private static Claim claim(String text) {
    return new Claim(
        "c",
        text,
        List.of(),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  private static String text(int from, IntFunction<String> word) {
    StringBuilder text = new StringBuilder("They counted ");
    for (int i = from; text.length() < 100_000; i++) {
      text.append(word.apply(i)).append(' ');
    }
    return text.toString();
  }

  /** Another word for each number, of letters only. */
  private static String word(int i) {
    return Integer.toString(i, 26)
        .chars()
        .map(c -> Character.digit(c, 26))
        .mapToObj(d -> LETTERS.substring(d, d + 1))
        .collect(Collectors.joining());
  }

  private static String name(int i) {
    return "then Mr K" + word(i) + "ov";
  }

  private static String date(int i) {
    return "on " + (1 + i % 28) + " May " + (1000 + i / 28 % 9000);
  }

  private static String denied(int i) {
    return "not qqq" + word(i) + "xyz,";
  }

  @ParameterizedTest
  @ValueSource(strings = {"numbers", "units", "names", "dates", "denials", "words", "same"})
  void two_that_share_nothing_are_compared(String kind) {
    IntFunction<String> word =
        switch (kind) {
          case "numbers" -> i -> "" + i;
          case "units" -> i -> i + " km";
          case "names" -> LongClaimTest::name;
          case "dates" -> LongClaimTest::date;
          case "denials" -> LongClaimTest::denied;
          case "words" -> LongClaimTest::word;
          default -> i -> "7";
        };
    Claim gold = claim(text(1_000_000, word));
    Claim predicted =
        claim(text(kind.equals("denials") ? 1_000_000 : 5_000_000, word).replace("not ", ""));
    // Of this thread alone: other work on the machine says nothing.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Match unused = Match.compare(gold, predicted, DAY);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_date_field_of_combining_marks_is_read_at_once() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    assertThat(DatesInText.field("5 May" + "\u0301".repeat(100_000) + " 2026", DAY)).isNotNull();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void one_number_among_thousands_that_was_changed_is_found() {
    String numbers =
        IntStream.range(0, 10_000).mapToObj(i -> i + " km").collect(Collectors.joining(" "));
    Match match =
        Match.compare(claim(numbers + " 77777 km"), claim(numbers + " 88888 km"), Optional.empty());
    assertThat(match.conflicts())
        .extracting(Conflict::field)
        .containsExactly(Conflict.Field.QUANTITY);
    assertThat(Match.compare(claim(numbers), claim(numbers), Optional.empty()).agrees()).isTrue();
  }
}
