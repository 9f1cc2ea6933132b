package dev.claimbench.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErlangCTest {
  @Test
  void two_servers_half_busy_let_a_third_wait() {
    // a = 1: B(1) = 1/2, B(2) = (1/2) / (2 + 1/2) = 1/5; C = 2 · 1/5 / (2 - 1 · 4/5) = 1/3
    ErlangC queue = new ErlangC(2, 0.1, 10);
    assertThat(queue.waits()).isEqualTo(1.0 / 3, within(1e-12));
    // 1/3 / (2/10 - 0.1) = 3.33 s
    assertThat(queue.meanWait()).isEqualTo(10.0 / 3, within(1e-12));
    // 1/3 · exp(-0.1 t) = 0.05: t = ln(20/3) / 0.1
    assertThat(queue.waitWithin(0.95)).isEqualTo(Math.log(20.0 / 3) / 0.1, within(1e-9));
  }

  @Test
  void one_server_is_the_m_m_1_queue() {
    // an article waits as often as the server is busy
    assertThat(new ErlangC(1, 0.08, 10).waits()).isEqualTo(0.8, within(1e-12));
  }

  @Test
  void more_than_it_can_do_never_ends() {
    ErlangC queue = new ErlangC(2, 0.3, 10);
    assertThat(queue.waits()).isEqualTo(1);
    assertThat(queue.meanWait()).isInfinite();
    assertThat(queue.waitWithin(0.95)).isInfinite();
  }

  @Test
  void a_thousand_servers_do_not_overflow() {
    assertThat(new ErlangC(1000, 95, 10).waits()).isBetween(0.0, 0.2);
  }

  @Test
  void machines_are_added_until_most_articles_are_in_time() {
    Throughput one = new Throughput(1, 10, 20);
    // 8,640 a day are 0.1 a second. Two machines: wait of 95% 18.97 s and 10 s of answering.
    assertThat(one.machines(8640, 29).orElseThrow().machines()).isEqualTo(2);
    // Three: B(3) = 0.2 / 3.2 = 1/16, C = 3/16 / (3 - 15/16) = 1/11; ln(20/11) / 0.2 = 2.99 s
    assertThat(one.machines(8640, 28).orElseThrow().machines()).isEqualTo(3);
    assertThat(one.machines(8640, 13).orElseThrow().within())
        .isEqualTo(10 + Math.log(20.0 / 11) / 0.2, within(1e-9));
    assertThat(one.machines(8640, 9)).isEmpty();
  }

  @Test
  void the_concurrency_with_the_fewest_machines_is_taken() {
    // Four at once: 5 busy seconds an article, 20 s each; twice the throughput of one at a time.
    List<Throughput> measured = List.of(new Throughput(1, 10, 20), new Throughput(4, 5, 40));
    // One machine with four: load 2, B(4) = 2/21, C = 4/23; ln(80/23) / 0.1 + 20 = 32.5 s.
    assertThat(Throughput.best(measured, 8640, 33).orElseThrow().measured().concurrency())
        .isEqualTo(4);
    assertThat(Throughput.best(measured, 8640, 15).orElseThrow().measured().concurrency())
        .isEqualTo(1);
  }
}
