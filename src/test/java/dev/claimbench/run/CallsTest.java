package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.prompt.Prompt;
import java.lang.ref.WeakReference;
import java.util.Iterator;
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
  void a_repeat_begins_when_the_one_before_is_through() {
    Iterator<Call> calls = Given.plan(2).repeated(2).calls(StandInModel.INFO).iterator();

    assertThat(calls).toIterable().extracting(Call::repeat).containsExactly(1, 1, 2, 2);
    assertThatThrownBy(calls::next).isInstanceOf(NoSuchElementException.class);
  }
}
