package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.Prompt;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallsTest {
  @Test
  @Timeout(20)
  void a_prompt_that_was_taken_is_held_by_nobody_while_the_next_are() throws Exception {
    Iterator<Call> calls = RunnerTalk.plan(1_000).calls(StandInModel.INFO).iterator();
    WeakReference<Prompt> taken = new WeakReference<>(calls.next().prompt());
    assertThat(calls.next().prompt().item()).isEqualTo("s/v1@a0");

    while (taken.get() != null) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(calls.hasNext()).isTrue();
  }

  @Test
  void the_repeats_of_a_question_follow_each_other_so_that_its_prompt_is_read_once() {
    Iterator<Call> calls = Given.plan(2).repeated(2).calls(StandInModel.INFO).iterator();

    assertThat(calls)
        .toIterable()
        .extracting(c -> c.prompt().item() + " " + c.repeat())
        .containsExactly("a0 1", "a0 2", "a1 1", "a1 2");
    assertThatThrownBy(calls::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void how_much_there_is_to_do_is_known_without_making_the_calls() {
    for (RunPlan plan :
        List.of(RunnerTalk.plan(7), Given.plan(3).repeated(2), Given.plan(3), Given.plan(0))) {
      Map<String, Workload> counted = new LinkedHashMap<>();
      for (Call call : plan.calls(StandInModel.INFO)) {
        counted.merge(call.prompt().task(), Workload.of(call, false), Workload::plus);
      }
      assertThat(plan.work().stream().filter(w -> w.calls() > 0))
          .containsExactlyElementsOf(counted.values());
    }
  }
}
