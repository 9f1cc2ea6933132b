package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every call is asked until it has an answer, and no longer. */
@Timeout(30)
class RunnerTest {
  @TempDir private Path folder;
  private final Heard heard = new Heard();

  private boolean run(StandInModel model, int calls, int tries, AdaptiveConcurrency limit)
      throws Exception {
    try (RunStore store = RunStore.open(folder)) {
      return new Runner(
              model, store, heard, Given.CLOCK, new Retries(tries, Duration.ofMillis(1), 7), limit)
          .run(Given.calls(calls));
    }
  }

  private boolean run(StandInModel model, int calls) throws Exception {
    return run(model, calls, 3, AdaptiveConcurrency.fixed(1));
  }

  @Test
  void tries_that_failed_leave_the_time_that_they_took() throws Exception {
    // Each look of a thread is a second later: a failed try takes one, whatever others look up
    // meanwhile.
    ThreadLocal<AtomicInteger> looks = ThreadLocal.withInitial(AtomicInteger::new);
    Clock ticking =
        new Clock() {
          @Override
          public Instant instant() {
            return Instant.EPOCH.plusSeconds(looks.get().incrementAndGet());
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    StandInModel model =
        new StandInModel(
            (prompt, time) -> {
              if (prompt.item().equals("a0") && time < 3) {
                throw failure(ModelException.Cause.SERVER);
              }
              if (prompt.item().equals("a1") && time < 2) {
                throw failure(ModelException.Cause.TOO_LONG);
              }
              return StandInModel.says("{}");
            });
    for (int session = 1; session <= 2; session++) {
      try (RunStore store = RunStore.open(folder)) {
        new Runner(
                model,
                store,
                heard,
                ticking,
                new Retries(3, Duration.ofMillis(1), 7),
                AdaptiveConcurrency.fixed(1))
            .run(Given.calls(3));
      }
    }
    // a1 failed for good in the first session, and its second has what the first one lost.
    assertThat(RunStore.read(folder).values())
        .extracting(JournalEntry::item, JournalEntry::lost)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a0", Optional.of(Duration.ofSeconds(2))),
            org.assertj.core.groups.Tuple.tuple("a1", Optional.of(Duration.ofSeconds(1))),
            org.assertj.core.groups.Tuple.tuple("a2", Optional.empty()));
  }

  private static ModelException failure(ModelException.Cause cause) {
    return new ModelException(cause, "it failed");
  }

  @Test
  void every_call_is_asked_once_in_order_and_kept() throws Exception {
    StandInModel model = StandInModel.saying("{}");
    assertThat(run(model, 3)).isTrue();
    assertThat(RunStore.read(folder).values())
        .extracting(JournalEntry::item, JournalEntry::tries)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a0", 1),
            org.assertj.core.groups.Tuple.tuple("a1", 1),
            org.assertj.core.groups.Tuple.tuple("a2", 1));
    assertThat(heard.lines)
        .startsWith("started extract 0/3", "asking a0")
        .contains("answered a2 after 1");
  }

  @Test
  void nothing_is_asked_twice() throws Exception {
    run(StandInModel.saying("{}"), 3);
    StandInModel again = StandInModel.saying("{}");
    assertThat(run(again, 5)).isTrue();
    assertThat(again.asked()).containsOnlyKeys("a3", "a4");
    assertThat(heard.lines).contains("started extract 3/5");
  }

  @Test
  void a_wrong_answer_is_never_asked_for_again() throws Exception {
    StandInModel model = StandInModel.saying("I am no JSON");
    assertThat(run(model, 3)).isTrue();
    assertThat(model.asked().values()).containsOnly(1);
  }

  @Test
  void what_may_pass_is_tried_again_and_counted() throws Exception {
    for (ModelException.Cause cause :
        List.of(
            ModelException.Cause.TIMEOUT,
            ModelException.Cause.CONNECTION,
            ModelException.Cause.RATE_LIMIT,
            ModelException.Cause.SERVER)) {
      StandInModel model =
          new StandInModel(
              (prompt, time) -> {
                if (time < 3) {
                  throw failure(cause);
                }
                return StandInModel.says("{}");
              });
      Path own = folder.resolve(cause.name());
      try (RunStore store = RunStore.open(own)) {
        assertThat(
                new Runner(
                        model,
                        store,
                        heard,
                        Given.CLOCK,
                        new Retries(3, Duration.ofMillis(1), 7),
                        AdaptiveConcurrency.fixed(1))
                    .run(Given.calls(1)))
            .isTrue();
      }
      assertThat(RunStore.read(own).values()).extracting(JournalEntry::tries).containsExactly(3);
    }
    assertThat(heard.lines).filteredOn("retrying a0: it failed"::equals).hasSize(8);
  }

  @Test
  void what_cannot_pass_is_not_tried_again() throws Exception {
    for (ModelException.Cause cause :
        List.of(
            ModelException.Cause.NO_MODEL,
            ModelException.Cause.TOO_LONG,
            ModelException.Cause.BAD_REQUEST)) {
      StandInModel model =
          new StandInModel(
              (prompt, time) -> {
                throw failure(cause);
              });
      assertThat(run(model, 2)).isFalse();
      assertThat(model.asked().values()).containsOnly(1);
    }
    assertThat(heard.lines).noneMatch(line -> line.startsWith("retrying"));
  }

  @Test
  void the_last_failure_is_not_announced_as_a_retry() throws Exception {
    StandInModel model =
        new StandInModel(
            (prompt, time) -> {
              throw failure(ModelException.Cause.SERVER);
            });
    assertThat(run(model, 1)).isFalse();
    assertThat(heard.lines)
        .containsExactly(
            "started extract 0/1",
            "asking a0",
            "retrying a0: it failed",
            "retrying a0: it failed",
            "failed a0 after 3");
  }

  @Test
  void a_failed_call_is_asked_again_when_the_run_goes_on() throws Exception {
    StandInModel flaky =
        new StandInModel(
            (prompt, time) -> {
              if (prompt.item().equals("a1")) {
                throw failure(ModelException.Cause.SERVER);
              }
              return StandInModel.says("{}");
            });
    assertThat(run(flaky, 3)).isFalse();
    StandInModel healed = StandInModel.saying("{}");
    assertThat(run(healed, 3)).isTrue();
    assertThat(healed.asked()).containsOnlyKeys("a1");
  }

  @Test
  void three_calls_in_a_row_that_nothing_answers_stop_the_run() throws Exception {
    StandInModel dead =
        new StandInModel(
            (prompt, time) -> {
              if (prompt.item().equals("a0")) {
                return StandInModel.says("{}");
              }
              throw StandInModel.gone();
            });
    assertThat(run(dead, 50)).isFalse();
    assertThat(dead.asked()).containsOnlyKeys("a0", "a1", "a2", "a3");
    assertThat(RunStore.read(folder)).hasSize(4);
  }

  @Test
  void one_answer_in_between_keeps_the_run_going() throws Exception {
    StandInModel flaky =
        new StandInModel(
            (prompt, time) -> {
              if (prompt.item().endsWith("5") || prompt.item().endsWith("9")) {
                return StandInModel.says("{}");
              }
              throw failure(ModelException.Cause.BAD_REQUEST);
            });
    assertThat(run(flaky, 30)).isFalse();
    assertThat(flaky.asked()).hasSize(30);
  }

  @Test
  void ten_failures_of_any_kind_in_a_row_stop_the_run() throws Exception {
    StandInModel broken =
        new StandInModel(
            (prompt, time) -> {
              throw failure(ModelException.Cause.BAD_REQUEST);
            });
    assertThat(run(broken, 50)).isFalse();
    assertThat(broken.asked()).hasSize(10);
  }

  @Test
  void a_call_that_is_too_long_says_nothing_about_the_server() throws Exception {
    StandInModel small =
        new StandInModel(
            (prompt, time) -> {
              throw failure(ModelException.Cause.TOO_LONG);
            });
    assertThat(run(small, 30)).isFalse();
    assertThat(small.asked()).hasSize(30);
  }

  @Test
  void while_a_server_is_gone_one_call_alone_tries() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    Set<Integer> seen = new ConcurrentSkipListSet<>();
    CountDownLatch all = new CountDownLatch(8);
    StandInModel dead =
        new StandInModel(
            (prompt, time) -> {
              try {
                if (time == 1 && all.getCount() > 0) {
                  // The eight in flight when it died.
                  all.countDown();
                  all.await();
                } else {
                  seen.add(inside.incrementAndGet());
                  Thread.sleep(2);
                  inside.decrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw StandInModel.gone();
            });
    assertThat(run(dead, 100, 4, AdaptiveConcurrency.fixed(8))).isFalse();
    assertThat(seen).containsExactly(1);
    // 8 at the beginning, then 3 calls with 3 more tries each, or 4 of one that comes new.
    assertThat(dead.asked().values().stream().mapToInt(Integer::intValue).sum())
        .isBetween(8 + 9, 8 + 11);
  }

  @Test
  void when_the_server_is_back_all_go_on() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    StandInModel restarted =
        new StandInModel(
            (prompt, time) -> {
              int n = asked.incrementAndGet();
              if (n > 20 && n < 25) {
                throw StandInModel.gone();
              }
              return StandInModel.says("{}");
            });
    assertThat(run(restarted, 100, 6, AdaptiveConcurrency.fixed(8))).as("%s", heard.lines).isTrue();
    assertThat(asked.get()).isEqualTo(104);
  }

  @Test
  void as_many_are_in_flight_as_the_limit_says() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    StandInModel slow =
        new StandInModel(
            (prompt, time) -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              try {
                Thread.sleep(20);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              inside.decrementAndGet();
              return StandInModel.says("{}");
            });
    assertThat(run(slow, 40, 1, AdaptiveConcurrency.fixed(5))).isTrue();
    assertThat(most.get()).isEqualTo(5);
  }

  @Test
  void a_bug_in_a_model_ends_the_run_loudly() {
    StandInModel buggy =
        new StandInModel(
            (prompt, time) -> {
              throw new IllegalStateException("a bug");
            });
    assertThatThrownBy(() -> run(buggy, 20)).hasStackTraceContaining("a bug");
    assertThat(buggy.asked().size()).isLessThan(20);
  }

  @Test
  void a_run_that_is_interrupted_keeps_what_it_has() throws Exception {
    Thread runner = Thread.currentThread();
    StandInModel model =
        new StandInModel(
            (prompt, time) -> {
              if (prompt.item().equals("a2")) {
                runner.interrupt();
                try {
                  Thread.sleep(30_000);
                } catch (InterruptedException e) {
                  throw new ModelException(ModelException.Cause.CONNECTION, "interrupted", e);
                }
              }
              return StandInModel.says("{}");
            });
    assertThatThrownBy(() -> run(model, 5)).isInstanceOf(InterruptedException.class);
    assertThat(RunStore.read(folder).values())
        .extracting(JournalEntry::item)
        .containsExactly("a0", "a1");
  }
}
