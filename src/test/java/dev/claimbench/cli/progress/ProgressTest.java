package dev.claimbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Article;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.run.Call;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Workload;
import dev.claimbench.text.TokenRate;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One line that says how far it is and how long it still takes. */
class ProgressTest {
  private static final List<Workload> FIVE_AND_FIFTY =
      List.of(new Workload("extract", 5, 0, 2000), new Workload("verify", 50, 0, 200));

  private final StringWriter err = new StringWriter();
  private final Hand clock = new Hand();

  /** A clock that a test moves. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    void move(long seconds) {
      now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private OverallProgress whole = OverallProgress.NONE;

  private static OverallProgress second(Optional<Duration> after) {
    return new OverallProgress() {
      @Override
      public Optional<String> place() {
        return Optional.of("2/6");
      }

      @Override
      public Optional<Duration> after() {
        return after;
      }
    };
  }

  @Test
  void one_stage_of_several_says_which_and_how_long_all_take() {
    whole = second(Optional.of(Duration.ofSeconds(90)));
    Progress progress = progress(OptionalInt.of(120));
    progress.started(FIVE_AND_FIFTY);
    answer(progress, "verify", "a", 2);
    assertThat(err.toString()).contains("stage 2/6  gguf/small  1/55");
    String left = err.toString().replaceAll("(?s).*about (\\S+ left, \\S+ in all).*", "$1");
    assertThat(left).matches("\\d+:\\d\\d left, \\d+:\\d\\d in all");
    int comma = left.indexOf(',');
    assertThat(seconds(left.substring(comma)) - seconds(left.substring(0, comma))).isEqualTo(90);
  }

  /** Of the only time in a text. */
  private static int seconds(String text) {
    Matcher time = Pattern.compile("(\\d+):(\\d\\d)").matcher(text);
    assertThat(time.find()).as(text).isTrue();
    return 60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2));
  }

  private Progress progress(boolean terminal) {
    return progress(terminal ? OptionalInt.of(59) : OptionalInt.empty());
  }

  private Progress progress(OptionalInt width) {
    return new Progress(new PrintWriter(err, true), width, clock, "gguf/small", whole);
  }

  private static Call call(String task, String item) {
    Article article = new Article("a", "s", "", "", Optional.empty(), "Text.");
    Prompt prompt = new Prompt(task, item, "", "Text.", "{}", "", article, Optional.empty());
    return Call.of(
        prompt,
        Sampling.greedy(9, Duration.ofSeconds(1)),
        1,
        new ModelInfo("m", "gguf", "m", "", "", 1, Map.of()));
  }

  private static JournalEntry entry(Call call, Optional<Long> seconds) {
    return new JournalEntry(
        call.key(),
        call.prompt().task(),
        call.prompt().item(),
        "",
        1,
        "",
        seconds.map(
            s ->
                new Reply(
                    "{}",
                    "",
                    Reply.Stop.END,
                    100,
                    (int) (10 * s),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(s),
                    "")),
        seconds.isPresent()
            ? Optional.empty()
            : Optional.of(new JournalEntry.Failure(ModelException.Cause.SERVER, "HTTP 500")));
  }

  private void answer(Progress progress, String task, String item, long seconds) {
    Call call = call(task, item);
    progress.asking(call);
    clock.move(seconds);
    progress.answered(call, entry(call, Optional.of(seconds)));
  }

  @Test
  void an_answer_that_took_no_time_to_speak_of_has_no_rate() {
    // 36 tokens in 40 ns, as a server told them: 9.0E8 a second; whole milliseconds made it
    // infinite.
    Progress progress = progress(false);
    progress.started(FIVE_AND_FIFTY);
    Reply reply =
        new Reply(
            "{}",
            "",
            Reply.Stop.END,
            9,
            36,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofNanos(40)),
            Duration.ofMillis(3),
            "");
    progress.answered(
        call("extract", "bridge"),
        new JournalEntry(
            "k",
            "extract",
            "bridge",
            "p",
            1,
            "2026-01-01T00:00:00Z",
            Optional.of(reply),
            Optional.empty()));
    clock.move(11);
    progress.asking(call("extract", "dam"));
    assertThat(err.toString()).doesNotContain("tok/s").doesNotContain("Infinity");
    assertThat(TokenRate.compute(36, Duration.ofNanos(999_999))).isEmpty();
    assertThat(TokenRate.compute(36, Duration.ZERO)).isEmpty();
    assertThat(TokenRate.compute(36, Duration.ofMillis(1500))).hasValue(24);
  }

  @Test
  void the_first_line_comes_before_the_first_answer() {
    Progress progress = progress(false);
    progress.started(FIVE_AND_FIFTY);
    progress.asking(call("extract", "bridge"));
    assertThat(err.toString()).isEqualTo("gguf/small  0/55  extract bridge%n".formatted());
  }

  @Test
  void a_verdict_is_expected_to_take_a_tenth_of_an_extraction() {
    Progress progress = progress(false);
    progress.started(FIVE_AND_FIFTY);
    answer(progress, "extract", "bridge", 40);
    // 4 × 40 s, and 50 × 4 s by the ratio of 200 to 2,000 tokens: 360 s.
    assertThat(err.toString())
        .endsWith("gguf/small  1/55  extract bridge  10.0 tok/s  about 6:00 left%n".formatted());
  }

  @Test
  void what_a_task_took_counts_as_soon_as_it_is_seen() {
    TimeLeft left = new TimeLeft(FIVE_AND_FIFTY);
    assertThat(left.after(Duration.ZERO)).isEmpty();
    for (int i = 0; i < 5; i++) {
      left.ended("extract", Optional.of(Duration.ofSeconds(40)));
    }
    assertThat(left.after(Duration.ofSeconds(200))).contains(Duration.ofSeconds(200));
    left.ended("verify", Optional.of(Duration.ofSeconds(6)));
    // 49 × 6 s.
    assertThat(left.after(Duration.ofSeconds(206))).contains(Duration.ofSeconds(294));
  }

  @Test
  void calls_side_by_side_take_less() {
    TimeLeft left = new TimeLeft(List.of(new Workload("verify", 100, 0, 200)));
    for (int i = 0; i < 20; i++) {
      left.ended("verify", Optional.of(Duration.ofSeconds(4)));
    }
    // 80 s of calls in 20 s: four at a time, 80 × 4 / 4.
    assertThat(left.after(Duration.ofSeconds(20))).contains(Duration.ofSeconds(80));
  }

  @Test
  void answers_of_an_earlier_start_are_not_counted_as_work() {
    TimeLeft left = new TimeLeft(List.of(new Workload("verify", 50, 48, 200)));
    left.ended("verify", Optional.of(Duration.ofSeconds(3)));
    assertThat(left.after(Duration.ofSeconds(3))).contains(Duration.ofSeconds(3));
  }

  @Test
  void a_run_that_goes_on_says_so() {
    Progress progress = progress(false);
    progress.started(List.of(new Workload("verify", 50, 48, 200)));
    assertThat(err.toString())
        .isEqualTo("gguf/small: 48 of 50 answers are there already; going on%n".formatted());
  }

  @Test
  void a_failed_call_is_shown_and_not_counted_as_answered() {
    Progress progress = progress(false);
    progress.started(FIVE_AND_FIFTY);
    Call call = call("verify", "s/v1@a");
    progress.retrying(call, "HTTP 503");
    progress.answered(call, entry(call, Optional.empty()));
    assertThat(err.toString())
        .contains("verify s/v1@a: trying again: HTTP 503")
        .contains("verify s/v1@a: failed: HTTP 500");
    assertThat(progress.done()).isZero();
    assertThat(progress.total()).isEqualTo(55);
  }

  @Test
  void without_a_terminal_a_line_comes_every_ten_seconds_and_at_the_end() {
    Progress progress = progress(false);
    progress.started(List.of(new Workload("verify", 20, 0, 200)));
    for (int i = 0; i < 20; i++) {
      answer(progress, "verify", "v" + i, 1);
    }
    assertThat(err.toString().lines().toList())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("gguf/small  20/20  verify v19")
        .doesNotContain("left");
  }

  @Test
  void on_a_terminal_the_line_is_written_over_and_fits() {
    Progress progress = progress(true);
    progress.started(FIVE_AND_FIFTY);
    progress.asking(call("extract", "x".repeat(300)));
    progress.end();
    String shown = err.toString();
    assertThat(shown).startsWith("\r\033[K").endsWith("\r\033[K").doesNotContain("\n");
    assertThat(shown.replace("\r\033[K", "")).hasSize(59).endsWith("…");
  }
}
