package dev.claimbench.cli;

import dev.claimbench.align.Similarity;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest of a choice: what was chosen, and all that it was chosen on.
 *
 * @param version of this format
 * @param taus the threshold of each similarity, by name
 * @param split of the stories that it was chosen on; never {@code test}
 * @param goldVersion and
 * @param goldHash of the gold
 * @param articles SHA-256 of the text of each article that was used, by id
 * @param pairs ids of the labelled pairs that were used, {@code story/id}
 */
record ThresholdRecord(
    int version,
    Map<String, Double> taus,
    String split,
    String goldVersion,
    String goldHash,
    Map<String, String> articles,
    List<String> pairs) {

  static ThresholdRecord from(
      Map<Similarity, Double> taus,
      String split,
      CorpusCommand.Corpus read,
      List<ClaimPair> pairs) {
    List<Article> used = read.stories().select(split, read.articles());
    read.stories().requireDev("τ", used);
    Map<String, String> articles = new TreeMap<>();
    used.forEach(a -> articles.put(a.id(), Sha256.sha256(a.text())));
    Map<String, Double> named = new TreeMap<>();
    taus.forEach((similarity, tau) -> named.put(similarity.name(), tau));
    return new ThresholdRecord(
        1,
        named,
        split,
        read.gold().version(),
        read.gold().hash(),
        articles,
        pairs.stream().map(p -> p.story() + "/" + p.id()).sorted().toList());
  }

  void write(Path file) {
    AtomicFile.write(file, Json.pretty(this));
  }
}
