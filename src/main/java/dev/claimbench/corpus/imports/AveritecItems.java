package dev.claimbench.corpus.imports;

import dev.claimbench.claim.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * AVeriTeC as claims against their gold questions and answers, which make up the text. Conflicting
 * evidence is none of our three verdicts: such claims are left out.
 */
public final class AveritecItems {
  private static final Item.Source AVERITEC = new Item.Source("AVeriTeC");

  private AveritecItems() {}

  /**
   * Reads one row at a time; close the stream. A row without a {@code claim_id} gets the number of
   * its row, from 0, as the shared task numbers them.
   */
  public static Stream<Item> read(List<Path> files, Skips skips) {
    AtomicInteger number = new AtomicInteger();
    return Rows.stream(files)
        .map(Averitec::gold)
        .flatMap(row -> item(row, number.getAndIncrement(), skips));
  }

  private static Stream<Item> item(Averitec.Checked row, int number, Skips skips) {
    if (row.label().isEmpty()) {
      skips.add("no label");
      return Stream.of();
    }
    String given = row.label().get();
    var label = Labels.find(given);
    if (label.isEmpty()) {
      skips.add(given);
      return Stream.of();
    }
    if (row.evidence().isEmpty()) {
      skips.add("no questions");
      return Stream.of();
    }
    String key = row.id().orElse(Integer.toString(number));
    String id = "averitec-" + key;
    Item.Text text = new Item.Text(id, id, "", row.evidence());
    List<String> evidence = label.get() == Verdict.NOT_ENOUGH_INFO ? List.of() : text.sentences();
    return Stream.of(
        AVERITEC.item(
            new Item.Labelled(row.where(), key, row.claim(), key, label.get(), given),
            text,
            evidence));
  }
}
