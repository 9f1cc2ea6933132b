package dev.claimbench.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How close a run comes to what a server allows that answers after 50 ms, server and runner being
 * processes of their own, beside what a plain client gets; printed, never asserted. {@code
 * -Dclaimbench.calls=N} for a shorter one.
 */
@Tag("benchmark")
class RunnerBenchmark {
  private static final int CALLS = Integer.getInteger("claimbench.calls", 20_000);

  @Test
  void sixty_four_in_flight() throws Exception {
    measure(64);
  }

  @Test
  void two_hundred_and_fifty_six_in_flight() throws Exception {
    measure(256);
  }

  private static void measure(int inFlight) throws Exception {
    Process server = java(List.of(), "StandInServer", "0", "50").start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      String url = "http://127.0.0.1:" + said.readLine() + "/v1";
      for (String main : List.of("PlainTalk", "RunnerTalk")) {
        int code =
            java(
                    // As the launcher starts a run.
                    List.of("-Xmx176m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                    main,
                    url,
                    String.valueOf(CALLS),
                    String.valueOf(inFlight),
                    "50")
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
          throw new IOException(main + " ended with " + code);
        }
      }
    } finally {
      server.destroy();
    }
  }

  private static ProcessBuilder java(List<String> options, String main, String... args) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(RunnerBenchmark.class.getPackageName() + "." + main);
    words.addAll(List.of(args));
    return new ProcessBuilder(words)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .directory(new File("."));
  }
}
