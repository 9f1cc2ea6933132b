package dev.claimbench.spark;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Many write the same keys of a real store at a time: of each key one must win, and its text stay.
 * {@code spark/stores} runs it.
 */
final class StoreRace {
  private static final int KEYS = 25;
  private static final int WRITERS = 8;

  private StoreRace() {}

  /**
   * @param words the folder's address, and Hadoop's settings as NAME=VALUE
   */
  public static void main(String[] words) throws Exception {
    Configuration configuration = new Configuration();
    for (String word : List.of(words).subList(1, words.length)) {
      configuration.set(word.split("=", 2)[0], word.split("=", 2)[1]);
    }
    ReplyFolder folder = ReplyFolders.open(URI.create(words[0]), configuration);
    folder.caution().ifPresent(System.out::println);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    int wrong = 0;
    for (int k = 0; k < KEYS; k++) {
      wrong += isRight(folder, "key-" + k, threads) ? 0 : 1;
    }
    threads.shutdown();
    System.out.printf("%d keys, %d writers each: %d wrong%n", KEYS, WRITERS, wrong);
    System.exit(wrong == 0 ? 0 : 1);
  }

  private static boolean isRight(ReplyFolder folder, String key, ExecutorService threads)
      throws IOException, InterruptedException, ExecutionException {
    List<Callable<Boolean>> writers =
        IntStream.range(0, WRITERS)
            .<Callable<Boolean>>mapToObj(
                i -> () -> folder.putIfAbsent("race", key, "text " + i, "writer-" + i))
            .toList();
    List<Integer> winners = new ArrayList<>();
    List<Future<Boolean>> puts = threads.invokeAll(writers);
    for (int i = 0; i < WRITERS; i++) {
      if (puts.get(i).get()) {
        winners.add(i);
      }
    }
    String kept = folder.read("race", key);
    boolean right = winners.size() == 1 && kept.equals("text " + winners.get(0));
    if (!right) {
      System.out.println(key + ": won by " + winners + ", kept: " + kept);
    }
    return right;
  }
}
