package dev.claimbench.model.djl.constrained;

import dev.claimbench.Shared;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a constraint costs; printed, never asserted. By the thread's own processor time, which other
 * work on the machine does not stretch.
 */
@Tag("benchmark")
class DecodingBenchmark {
  private static final int QWEN = 151_936;

  @Test
  void masks_and_forced_tokens() throws IOException {
    long start = now();
    Vocabulary vocabulary = Vocabularies.ofSize(QWEN);
    print("made-up vocabulary of %,d: %.2f s", QWEN, since(start));
    measure(vocabulary);
    Path real = Shared.file("models/smollm2-135m-instruct-onnx-int4/tokenizer.json");
    start = now();
    Vocabulary smol = Vocabulary.read(real, 2);
    print("vocabulary of %,d read: %.2f s", smol.size(), since(start));
    measure(smol);
    String named = System.getProperty("tokenizer", "");
    if (!named.isEmpty()) {
      start = now();
      Vocabulary other = Vocabulary.read(Path.of(named));
      print("%s, %,d tokens, read: %.2f s", named, other.size(), since(start));
      measure(other);
    }
  }

  private static void measure(Vocabulary vocabulary) throws IOException {
    String article = words(1000);
    for (String task : new String[] {"verify", "extract"}) {
      String schema = Files.readString(Path.of("prompts", task + ".schema.json"));
      String quoting =
          schema.replaceAll(
              "(\"(quote|evidence)\": \\{\"type\": \"string\")", "$1, \"format\": \"verbatim\"");
      for (String one : new String[] {schema, quoting}) {
        long start = now();
        Constraint constraint = Constraint.compile(one, vocabulary);
        double compile = since(start);
        start = now();
        Constraint over = constraint.over(article);
        double joined = since(start);
        start = now();
        over.start().allowed();
        answers(over, 1, 1);
        double first = since(start);
        answers(over, 40, 2);
        String name = task + (one.equals(schema) ? "" : ", verbatim");
        print(
            "  %-18s compiled in %.3f s, article joined in %.3f s, first answer %.3f s",
            name, compile, joined, first);
        print("  %-18s %s", name, answers(over, 40, 3));
      }
    }
  }

  /** Random tokens; the time of masks and of accepting, and how many tokens were forced. */
  private static String answers(Constraint constraint, int times, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] masks = new long[400_000];
    int count = 0;
    int forcedTokens = 0;
    long forcing = 0;
    long accepting = 0;
    for (int i = 0; i < times; i++) {
      Decoding decoding = constraint.start();
      while (!decoding.finished()) {
        long start = now();
        OptionalInt forced = decoding.forced();
        long asked = now();
        forcing += asked - start;
        int token;
        if (forced.isPresent()) {
          token = forced.getAsInt();
          forcedTokens++;
        } else {
          BitSet allowed = decoding.allowed();
          masks[count++] = now() - asked;
          token = RandomAnswers.any(allowed, random);
        }
        start = now();
        decoding.accept(token);
        accepting += now() - start;
      }
    }
    Arrays.sort(masks, 0, count);
    int all = count + forcedTokens;
    return String.format(
        Locale.ROOT,
        "%,d tokens, %.0f%% forced; a mask: median %.1f µs, 99%% %.1f µs, most %.1f µs; a token"
            + " also %.1f µs to look for a forced one, %.1f µs to accept",
        all,
        100.0 * forcedTokens / all,
        masks[count / 2] / 1e3,
        masks[(int) (count * 0.99)] / 1e3,
        masks[count - 1] / 1e3,
        forcing / 1e3 / all,
        accepting / 1e3 / all);
  }

  @Test
  void the_memory_of_an_articles_passages() {
    BitSet all = new BitSet();
    all.set(0, 256);
    for (int words : new int[] {1000, 10_000}) {
      String article = words(words);
      double[] seconds = new double[9];
      SparseAutomaton machine = null;
      for (int round = 0; round < seconds.length; round++) {
        long start = now();
        machine = new SuffixAutomaton(article).machine(all);
        seconds[round] = since(start);
      }
      Arrays.sort(seconds);
      print(
          "passages of %,d words, %,d characters: %,d states, %,d bytes, median %.3f s",
          words, article.length(), machine.states(), machine.memory(), seconds[4]);
    }
  }

  /** Words by Zipf's law, as in an article, with sentences and paragraphs. */
  private static String words(int count) {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int rank = (int) Math.exp(random.nextDouble() * Math.log(3000));
      SplittableRandom word = new SplittableRandom(rank);
      int length = 2 + word.nextInt(9);
      for (int j = 0; j < length; j++) {
        text.append((char) ('a' + word.nextInt(26)));
      }
      text.append(i % 80 == 79 ? ".\n\n" : i % 16 == 15 ? ". " : " ");
    }
    return text.toString();
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double since(long start) {
    return (now() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
