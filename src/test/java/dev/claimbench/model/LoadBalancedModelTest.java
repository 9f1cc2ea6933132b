package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several servers share the work, and one that is gone costs nothing but its share. */
class LoadBalancedModelTest {
  private static final Sampling GREEDY = Sampling.greedy(5, Duration.ofSeconds(1));
  private static final Prompt PROMPT = Prompts.verify("The bridge opened.");

  /** A server of a test. */
  private static final class Place implements Model {
    private final String name;
    private final String digest;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile ModelException.Cause fails;
    private volatile CountDownLatch holds = new CountDownLatch(0);
    private boolean closed;

    Place(String name, String digest) {
      this.name = name;
      this.digest = digest;
    }

    @Override
    public ModelInfo info() {
      return new ModelInfo("ollama/x@" + name, "ollama", "x", digest, "Q4", 8, Map.of());
    }

    @Override
    public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
      asked.incrementAndGet();
      try {
        holds.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (fails != null) {
        throw new ModelException(fails, name + " fails");
      }
      return new Reply(
          name,
          "",
          Reply.Stop.END,
          1,
          1,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          "");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Place a = new Place("http://a", "sha256:1");
  private final Place b = new Place("http://b", "sha256:1");
  private final LoadBalancedModel both = new LoadBalancedModel("ollama/x@http://a", List.of(a, b));

  private void ask(int times) throws ModelException {
    for (int i = 0; i < times; i++) {
      both.ask(PROMPT, GREEDY);
    }
  }

  @Test
  void the_work_is_shared() throws ModelException {
    ask(10);
    assertThat(a.asked).hasValue(5);
    assertThat(b.asked).hasValue(5);
    assertThat(both.endpoints()).containsExactly("ollama/x@http://a", "ollama/x@http://b");
  }

  @Test
  void a_busy_server_gets_fewer() throws Exception {
    a.holds = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Future<Reply> held = threads.submit(() -> both.ask(PROMPT, GREEDY));
      while (a.asked.get() == 0) {
        Thread.sleep(5);
      }
      ask(4);
      assertThat(a.asked).hasValue(1);
      assertThat(b.asked).hasValue(4);
      a.holds.countDown();
      assertThat(held.get().text()).isEqualTo("http://a");
    } finally {
      a.holds.countDown();
      threads.shutdown();
    }
  }

  @Test
  void a_dead_server_s_calls_go_to_the_others_and_it_gets_no_more() throws ModelException {
    a.fails = ModelException.Cause.CONNECTION;
    ask(10);
    assertThat(a.asked).hasValue(1);
    assertThat(b.asked).hasValue(10);
  }

  @Test
  void when_all_are_dead_the_call_fails() {
    a.fails = ModelException.Cause.CONNECTION;
    b.fails = ModelException.Cause.CONNECTION;
    assertThatThrownBy(() -> ask(1)).isInstanceOf(ModelException.class);
    // The next call tries again: nobody else is left.
    assertThatThrownBy(() -> ask(1)).isInstanceOf(ModelException.class);
    a.fails = null;
    org.assertj.core.api.Assertions.assertThatCode(() -> ask(3)).doesNotThrowAnyException();
  }

  @Test
  void a_server_that_fails_fast_does_not_draw_all_calls() {
    a.fails = ModelException.Cause.SERVER;
    int failed = 0;
    for (int i = 0; i < 30; i++) {
      try {
        both.ask(PROMPT, GREEDY);
      } catch (ModelException e) {
        failed++;
      }
    }
    assertThat(failed).isEqualTo(3);
  }

  @Test
  void what_is_the_call_s_own_fault_is_not_the_server_s() {
    a.fails = ModelException.Cause.TOO_LONG;
    b.fails = ModelException.Cause.TOO_LONG;
    assertThatThrownBy(() -> ask(1)).hasMessageContaining("fails");
    assertThat(a.asked.get() + b.asked.get()).isEqualTo(1);
  }

  @Test
  void other_weights_are_refused() {
    Place other = new Place("http://c", "sha256:2");
    assertThatThrownBy(() -> new LoadBalancedModel("ollama/x@http://a", List.of(a, other)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "ollama/x@http://c: not the model of ollama/x@http://a: its digest is sha256:2, not"
                + " sha256:1; endpoints share a run only with the same model");
  }

  @Test
  void a_name_at_another_place() {
    assertThat(ModelSpec.parse("ollama/x:1").at("http://b:11434").text())
        .isEqualTo("ollama/x:1@http://b:11434");
    assertThat(ModelSpec.parse("openai/x/y@http://a/v1").at("http://b/v1/").text())
        .isEqualTo("openai/x/y@http://b/v1");
    assertThatThrownBy(() -> ModelSpec.parse("gguf/x").at("http://b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("in this process");
    assertThatThrownBy(() -> ModelSpec.parse("ollama/x").at("http://me:secret@b"))
        .isInstanceOf(UserError.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void closing_closes_all() {
    both.close();
    assertThat(a.closed).isTrue();
    assertThat(b.closed).isTrue();
  }
}
