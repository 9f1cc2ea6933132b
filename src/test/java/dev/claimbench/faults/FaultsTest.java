package dev.claimbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server does, each call has the outcome that it should, and no other is touched. */
class FaultsTest {
  /** Calls of the mixed run for each route; {@code -Dclaimbench.faults=10000} for the long one. */
  private static final int CALLS = Integer.getInteger("claimbench.faults", 500);

  private static final Pattern ASKED =
      Pattern.compile("Claim: Bridge number (\\d+) of town (\\d+) is open");

  @TempDir private Path folder;

  static Stream<Arguments> faults() {
    return Stream.of(Route.values())
        .flatMap(route -> Stream.of(Fault.values()).map(fault -> Arguments.of(fault, route)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_has_its_outcome(Fault fault, Route route) throws Exception {
    World world = new World(folder, 1);
    // One call has the fault, and nine have none.
    try (FaultServer server =
        new FaultServer((body, time) -> call(body) == 4 ? fault : Fault.NONE)) {
      boolean complete = world.run("run", route.spec(server.address()), 1);

      assertThat(complete).isEqualTo(!fault.fails());
      Map<String, String> expected = new TreeMap<>();
      for (int k = 0; k < World.CLAIMS; k++) {
        expected.put("s0/v" + k + "@a0", k == 4 ? fault.outcome() : "Parsed");
      }
      assertThat(world.outcomes("run")).isEqualTo(expected);
      assertThat(world.report("run").scorecard().complete()).isEqualTo(complete);
      awaitNobodyWaiting(server);
    }
  }

  /** A fifth of the calls have a fault, a third of those that may pass do not pass. */
  @ParameterizedTest
  @EnumSource(Route.class)
  void a_run_amid_faults_ends_in_the_scores_of_one_without(Route route) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    World world = new World(folder, CALLS / World.CLAIMS);
    AtomicBoolean healed = new AtomicBoolean(true);
    try (FaultServer server =
        new FaultServer(
            (body, time) -> {
              int call = call(body);
              Fault fault = Dice.fault(call);
              boolean passes = healed.get() || (time > 1 && !Dice.stays(call));
              return fault.fails() && passes ? Fault.NONE : fault;
            })) {
      // The same bad answers, and nothing that fails.
      assertThat(world.run("undisturbed", route.spec(server.address()), 1)).isTrue();
      String undisturbed = world.scores("undisturbed");
      Map<String, String> expected = expected(world.outcomes("undisturbed"));
      int failed = (int) expected.values().stream().filter(o -> o.startsWith("Failed")).count();
      long memory = memory();
      server.forget();
      healed.set(false);

      assertThat(world.run("amid", route.spec(server.address()), 3)).isFalse();

      awaitNobodyWaiting(server);
      assertThat(world.outcomes("amid")).isEqualTo(expected);
      assertThat(failed).isPositive();
      var card = world.report("amid").scorecard();
      assertThat(card.complete()).isFalse();
      assertThat(card.outcomes().get("verify").calls()).isEqualTo(CALLS);
      assertThat(card.outcomes().get("verify").failed()).isEqualTo(failed);
      int asked = server.asked();
      assertThat(asked).isGreaterThanOrEqualTo(CALLS + 2 * failed);

      healed.set(true);
      server.forget();
      assertThat(world.run("amid", route.spec(server.address()), 1)).isTrue();
      assertThat(server.asked()).as("what failed, and nothing else").isEqualTo(failed);
      assertThat(world.scores("amid")).isEqualTo(undisturbed);
      // Three models of eight calls at a time keep idle threads for a minute, some fifty of them; a
      // thread lost with each fault would be a hundred more.
      assertThat(clientThreads(before)).as("threads left").isLessThan(100);
      long more = memory() - memory;
      assertThat(more).as("bytes left").isLessThan(32L << 20);
      System.out.printf(
          "%s: %,d calls, asked %,d times, %,d failed for good, %d threads and %,d bytes left%n",
          route, CALLS, asked, failed, clientThreads(before), more);
    }
  }

  private static Map<String, String> expected(Map<String, String> undisturbed) {
    Map<String, String> expected = new TreeMap<>(undisturbed);
    for (int call = 0; call < CALLS; call++) {
      Fault fault = Dice.fault(call);
      if (!fault.fails() || Dice.stays(call)) {
        int s = call / World.CLAIMS;
        String replaced =
            expected.put("s" + s + "/v" + call % World.CLAIMS + "@a" + s, fault.outcome());
        assertThat(replaced).isNotNull();
      }
    }
    return expected;
  }

  /** The number of the call that a request's body is. */
  private static int call(String body) {
    Matcher asked = ASKED.matcher(body);
    if (!asked.find()) {
      throw new IllegalArgumentException("not a question of this world: " + body);
    }
    return Integer.parseInt(asked.group(2)) * World.CLAIMS + Integer.parseInt(asked.group(1));
  }

  private static void awaitNobodyWaiting(FaultServer server) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.waiting() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(server.waiting()).as("connections that nobody hung up on").isZero();
  }

  /** Those of other tests in this process end in their own time. */
  private static long clientThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("claimbench-http") || name.startsWith("HttpClient"))
        .count();
  }

  private static long memory() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
