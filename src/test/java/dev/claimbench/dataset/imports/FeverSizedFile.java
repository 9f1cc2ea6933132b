package dev.claimbench.dataset.imports;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes made-up rows as large as FEVER's training file, the same each time: {@code java
 * src/test/java/dev/claimbench/corpus/imports/FeverSizedFile.java DIR}; docs/IMPORT.md has the
 * figures measured with them.
 */
final class FeverSizedFile {
  static final int ROWS = 145_000;
  private static final List<String> LABELS = List.of("SUPPORTS", "REFUTES", "NOT ENOUGH INFO");

  private FeverSizedFile() {}

  /** Writes {@code gold.jsonl} (38 MB) and {@code predictions.jsonl} (30 MB) into a folder. */
  public static void main(String[] arguments) throws IOException {
    write(Files.createDirectories(Path.of(arguments[0])), ROWS);
  }

  static void write(Path folder, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    try (Writer gold = Files.newBufferedWriter(folder.resolve("gold.jsonl"));
        Writer predictions = Files.newBufferedWriter(folder.resolve("predictions.jsonl"))) {
      for (int id = 1; id <= rows; id++) {
        String label = LABELS.get(random.nextInt(3));
        gold.write(
            "{\"id\": %d, \"verifiable\": \"VERIFIABLE\", \"label\": \"%s\", \"claim\": \"Made-up claim %d.\", \"evidence\": %s}\n"
                .formatted(id, label, id, groups(random, id, label)));
        predictions.write(
            "{\"id\": %d, \"predicted_label\": \"%s\", \"predicted_evidence\": %s}\n"
                .formatted(id, LABELS.get(random.nextInt(3)), predicted(random, id)));
      }
    }
  }

  private static String groups(SplittableRandom random, int id, String label) {
    if (label.equals("NOT ENOUGH INFO")) {
      return "[[[%d, null, null, null]]]".formatted(id);
    }
    List<String> groups = new ArrayList<>();
    for (int group = random.nextInt(4); group >= 0; group--) {
      List<String> sentences = new ArrayList<>();
      for (int sentence = random.nextInt(2); sentence >= 0; sentence--) {
        sentences.add("[%d, %d, \"Page_%d\", %d]".formatted(id, id + group, id, random.nextInt(9)));
      }
      groups.add(sentences.toString());
    }
    return groups.toString();
  }

  private static String predicted(SplittableRandom random, int id) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int page = random.nextInt(4) == 0 ? id : id + 1 + i;
      sentences.add("[\"Page_%d\", %d]".formatted(page, random.nextInt(9)));
    }
    return sentences.toString();
  }
}
