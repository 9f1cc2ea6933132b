package dev.claimbench.run;

import dev.claimbench.model.Concurrency;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.Runtimes;
import java.time.Duration;

/**
 * How many calls may be in flight. One that learns climbs as long as the server gets more done:
 * with n calls in flight, each getting w work done in l seconds, Little's law says that the server
 * does n·w/l a second (J. D. C. Little, A proof for the queuing formula L = λW, Operations Research
 * 9, 1961). Where more calls only wait longer, as in local servers that queue instead of refusing,
 * it goes down again.
 */
public final class AdaptiveConcurrency {
  /** Share of the growth in calls that must come out as growth in work, or it is not worth it. */
  private static final double GRADIENT = 0.3;

  /** Work that may be lost by going down: then the calls above were only queueing. */
  private static final double LOSS = 0.15;

  private static final int FEWEST_CALLS = 8;
  private static final int WINDOWS_OF_REST = 8;
  private static final double PROMPT_TOKEN = 0.1;

  private final int most;
  private final boolean learns;
  private int now;
  private int base;
  private double baseRate;
  private int rest;
  private boolean downNext;
  private int calls;
  private double work;
  private double seconds;

  private AdaptiveConcurrency(int start, int most, boolean learns) {
    if (start < 1 || most < start) {
      throw new IllegalArgumentException("a limit is 1 or more, got " + start + " to " + most);
    }
    this.now = start;
    this.base = start;
    this.most = most;
    this.learns = learns;
  }

  public static AdaptiveConcurrency fixed(int calls) {
    return new AdaptiveConcurrency(calls, calls, false);
  }

  /**
   * One that learns from {@code start} on.
   *
   * @param most never more than these
   */
  public static AdaptiveConcurrency learning(int start, int most) {
    return new AdaptiveConcurrency(start, most, true);
  }

  /**
   * What a runtime says that each of its servers takes; 1 for one that is not known.
   *
   * @param servers 1 or more
   */
  public static AdaptiveConcurrency forRuntime(String runtime, int servers) {
    Concurrency each =
        Runtimes.named(runtime).map(ModelRuntime::concurrency).orElse(Concurrency.ONE);
    return each.most() == 1 ? fixed(1) : learning(each.start() * servers, each.most() * servers);
  }

  public synchronized int now() {
    return now;
  }

  /**
   * A call has its answer.
   *
   * @param at the limit when it was sent; one sent under another limit teaches nothing
   * @param promptTokens -1 where unknown
   * @param answerTokens -1 where unknown
   */
  public synchronized void answered(int at, int promptTokens, int answerTokens, Duration latency) {
    if (!learns || at != now) {
      return;
    }
    calls++;
    // A token read costs a server about a tenth of a token written.
    work += answerTokens < 0 ? 1 : answerTokens + PROMPT_TOKEN * Math.max(0, promptTokens);
    seconds += latency.toNanos() / 1e9;
    if (calls >= Math.max(FEWEST_CALLS, 2 * now) && seconds > 0) {
      double rate = now * work / seconds;
      reset();
      decide(rate);
    }
  }

  /**
   * The server refused or did not keep up: half of it, and rest there.
   *
   * @param at the limit when the call was sent, so that many refused at once count once
   */
  public synchronized void overloaded(int at) {
    if (!learns || at != now) {
      return;
    }
    move(Math.max(1, now / 2));
    base = now;
    baseRate = 0;
    rest = WINDOWS_OF_REST;
  }

  private void decide(double rate) {
    if (now > base) {
      double gradient = (rate / baseRate - 1) / ((double) now / base - 1);
      if (gradient >= GRADIENT) {
        settle(rate);
        increase();
      } else {
        // Perhaps fewer would do as well; with one there is nothing below to look at.
        downNext = base > 1;
        goBack(downNext ? 0 : WINDOWS_OF_REST);
      }
    } else if (now < base) {
      if (rate >= (1 - LOSS) * baseRate) {
        settle(rate);
        decrease();
      } else {
        downNext = false;
        goBack(WINDOWS_OF_REST);
      }
    } else {
      baseRate = rate;
      if (rest-- > 0) {
        return;
      }
      if ((downNext || base == most) && base > 1) {
        decrease();
      } else {
        increase();
      }
    }
  }

  private void settle(double rate) {
    base = now;
    baseRate = rate;
  }

  private void goBack(int windows) {
    rest = windows;
    move(base);
  }

  private void increase() {
    move(Math.min(most, base * 2));
  }

  private void decrease() {
    move(Math.max(1, base / 2));
  }

  private void move(int to) {
    now = to;
    reset();
  }

  private void reset() {
    calls = 0;
    work = 0;
    seconds = 0;
  }
}
