package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * WiCE as claims against the article that they cite. Partially and not supported are both
 * NOT_ENOUGH_INFO: WiCE does not tell silence from contradiction. Claims of one Wikipedia page are
 * one story.
 */
public final class WiceItems {
  private static final Item.Source WICE = new Item.Source("WiCE");

  private WiceItems() {}

  /** Reads one row at a time; close the stream. */
  public static Stream<Item> read(List<Path> files) {
    return Rows.stream(files).map(Wice::labelled).map(WiceItems::item);
  }

  private static Item item(Wice.Labelled claim) {
    String story = claim.title().isEmpty() ? claim.id() : claim.title();
    Item.Text text = new Item.Text(claim.id(), story, claim.title(), claim.article());
    boolean supported = claim.label() == Wice.Label.SUPPORTED;
    List<String> evidence =
        supported && !claim.supporting().isEmpty()
            ? claim.supporting().get(0).stream()
                .map(text.sentences()::get)
                .filter(s -> !s.isEmpty())
                .toList()
            : List.of();
    return WICE.item(
        new Item.Labelled(
            claim.where(),
            claim.id(),
            claim.claim(),
            claim.id(),
            supported ? Verdict.SUPPORTED : Verdict.NOT_ENOUGH_INFO,
            claim.label().text()),
        text,
        evidence);
  }
}
