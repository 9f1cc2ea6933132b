package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * FEVER as claims against Wikipedia pages: a claim and each page that holds one of its evidence
 * groups as a whole. A page is one story. FEVER names no page for NOT ENOUGH INFO, and a group over
 * two pages is no claim with one text: both are left out.
 *
 * <p>Of the 5.4 million pages those are held in memory that the claims name.
 */
public final class FeverItems {
  private static final Item.Source FEVER = new Item.Source("FEVER");

  private final List<Path> claims;
  private final Map<String, List<String>> pages = new HashMap<>();

  /**
   * Finds the pages that the claims name.
   *
   * @param wiki a folder of {@code wiki-*.jsonl}, or one such file: {@code {"id": "Page", "lines":
   *     "0\tSentence.\tlinks\n1\t…"}}
   */
  public FeverItems(List<Path> claims, Path wiki) {
    this.claims = claims;
    Set<String> wanted = new HashSet<>();
    try (Stream<Row> rows = Rows.stream(claims)) {
      rows.filter(FeverItems::labelled)
          .map(Fever::gold)
          .flatMap(claim -> claim.evidence().stream().flatMap(List::stream))
          .filter(Fever.Sentence::exists)
          .forEach(sentence -> wanted.add(sentence.page()));
    }
    try (Stream<Row> rows = Rows.stream(wikiFiles(wiki))) {
      rows.filter(row -> wanted.contains(row.node().path("id").asText()))
          .forEach(row -> pages.put(row.text("id"), lines(row.text("lines"))));
    }
  }

  /** Reads one claim at a time; close the stream. */
  public Stream<Item> read(SkippedRows skips) {
    return Rows.stream(claims)
        .flatMap(
            row -> {
              if (!labelled(row)) {
                skips.add("no label");
                return Stream.of();
              }
              return items(Fever.gold(row), skips).stream();
            });
  }

  private static boolean labelled(Row row) {
    return row.node().has("label");
  }

  private List<Item> items(Fever.Gold claim, SkippedRows skips) {
    if (claim.label().equals(Fever.NOT_ENOUGH_INFO)) {
      skips.add("NOT ENOUGH INFO (no page is named)");
      return List.of();
    }
    Map<String, Set<Integer>> found = new LinkedHashMap<>();
    for (List<Fever.Sentence> group : claim.evidence()) {
      String page = group.isEmpty() ? "" : group.get(0).page();
      if (group.stream().allMatch(s -> s.exists() && s.page().equals(page)) && !page.isEmpty()) {
        Set<Integer> lines = found.computeIfAbsent(page, p -> new TreeSet<>());
        group.forEach(s -> lines.add(s.line()));
      }
    }
    if (found.isEmpty()) {
      skips.add("evidence on several pages together");
    }
    List<Item> items = new ArrayList<>();
    found.forEach((page, lines) -> add(items, claim, page, lines, skips));
    return items;
  }

  private void add(
      List<Item> items, Fever.Gold claim, String page, Set<Integer> lines, SkippedRows skips) {
    List<String> sentences = pages.get(page);
    if (sentences == null) {
      skips.add("page not in --wiki");
      return;
    }
    Item.Text text = new Item.Text(page, page, readable(page.replace('_', ' ')), sentences);
    List<String> evidence =
        lines.stream()
            .filter(l -> l < sentences.size())
            .map(text.sentences()::get)
            .filter(s -> !s.isEmpty())
            .toList();
    Verdict label = claim.label().equals("SUPPORTS") ? Verdict.SUPPORTED : Verdict.REFUTED;
    items.add(
        FEVER.item(
            new Item.Labelled(
                claim.where(), claim.id(), claim.claim(), claim.id(), label, claim.label()),
            text,
            evidence));
  }

  /** Sentences by number; a page has empty ones. */
  private static List<String> lines(String lines) {
    List<String> sentences = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      String[] fields = line.split("\t", -1);
      // A line that does not begin with the next number goes on with the one before.
      if (fields.length > 1 && fields[0].equals(Integer.toString(sentences.size()))) {
        sentences.add(readable(fields[1]));
      }
    }
    return sentences;
  }

  /** FEVER's text has brackets as the Penn Treebank writes them. */
  private static String readable(String text) {
    return text.replace("-LRB-", "(")
        .replace("-RRB-", ")")
        .replace("-LSB-", "[")
        .replace("-RSB-", "]")
        .replace("-COLON-", ":");
  }

  private static List<Path> wikiFiles(Path wiki) {
    if (!Files.isDirectory(wiki)) {
      return List.of(wiki);
    }
    try (Stream<Path> list = Files.list(wiki)) {
      return list.filter(f -> f.toString().matches(".*\\.jsonl(\\.gz)?")).sorted().toList();
    } catch (IOException e) {
      throw new UserError(wiki + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }
}
