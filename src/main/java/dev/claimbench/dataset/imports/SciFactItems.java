package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * SciFact as claims against abstracts: those with evidence as labelled, and those that are cited
 * without evidence as NOT_ENOUGH_INFO. Claims and abstracts that hang together, by whatever many
 * links, are one story: only so are stories independent of one another.
 *
 * <p>The abstracts are held in memory (5,183, under 10 MB), the claims are not.
 */
public final class SciFactItems {
  private static final Item.Source SCI_FACT = new Item.Source("SciFact");

  private final List<Path> claims;
  private final Map<String, Abstract> abstracts = new HashMap<>();
  private final Map<String, String> linked = new HashMap<>();

  private record Abstract(String title, List<String> sentences) {}

  /**
   * Reads the corpus and how claims link it.
   *
   * @param corpus {@code corpus.jsonl}: {@code {"doc_id": 1, "title": "…", "abstract": ["…"]}}
   */
  public SciFactItems(List<Path> claims, Path corpus) {
    this.claims = claims;
    try (Rows rows = Rows.open(corpus)) {
      rows.forEachRemaining(
          row ->
              abstracts.put(
                  row.name("doc_id"),
                  new Abstract(row.optional("title").orElse(""), row.texts("abstract"))));
    }
    try (Stream<Row> rows = Rows.stream(claims)) {
      rows.map(SciFact::claim).map(SciFactItems::documents).forEach(this::link);
    }
  }

  /** Reads one claim at a time; close the stream. Claims of an unlabelled split are left out. */
  public Stream<Item> read(SkippedRows skips) {
    return Rows.stream(claims)
        .flatMap(
            row -> {
              if (!row.node().has("evidence")) {
                skips.add("no evidence field (unlabelled split)");
                return Stream.of();
              }
              SciFact.Claim claim = SciFact.claim(row);
              return documents(claim).stream().map(id -> item(claim, id));
            });
  }

  private static List<String> documents(SciFact.Claim claim) {
    LinkedHashSet<String> all = new LinkedHashSet<>(claim.evidence().keySet());
    all.addAll(claim.cited());
    return new ArrayList<>(all);
  }

  private Item item(SciFact.Claim claim, String id) {
    Abstract document = abstracts.get(id);
    if (document == null) {
      throw new UserError(claim.where() + ": abstract " + id + " is not in the corpus");
    }
    Item.Text text =
        new Item.Text(id, "scifact-" + root(id), document.title(), document.sentences());
    SciFact.Evidence evidence = claim.evidence().get(id);
    return SCI_FACT.item(
        new Item.Labelled(
            claim.where(),
            claim.id(),
            claim.text(),
            claim.id(),
            evidence == null ? Verdict.NOT_ENOUGH_INFO : evidence.label(),
            evidence == null
                ? "NOINFO"
                : evidence.label() == Verdict.SUPPORTED ? "SUPPORT" : "CONTRADICT"),
        text,
        evidence == null ? List.of() : quotes(claim, text, evidence));
  }

  private static List<String> quotes(
      SciFact.Claim claim, Item.Text text, SciFact.Evidence evidence) {
    Map<Integer, String> quotes = new LinkedHashMap<>();
    for (List<Integer> rationale : evidence.rationales()) {
      for (int sentence : rationale) {
        if (sentence >= text.sentences().size()) {
          throw new UserError(
              claim.where()
                  + ": evidence."
                  + text.id()
                  + ": expected sentences 0 to "
                  + (text.sentences().size() - 1)
                  + ", got "
                  + sentence);
        }
        quotes.put(sentence, text.sentences().get(sentence));
      }
    }
    return List.copyOf(quotes.values());
  }

  /** Joins the sets of abstracts that one claim links (union-find, the lesser id leads). */
  private void link(List<String> documents) {
    for (String id : documents) {
      String a = root(documents.get(0));
      String b = root(id);
      if (!a.equals(b)) {
        linked.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
      }
    }
  }

  private String root(String id) {
    String root = id;
    while (linked.containsKey(root)) {
      root = linked.get(root);
    }
    return root;
  }
}
