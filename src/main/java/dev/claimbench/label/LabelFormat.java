package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Passages;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which of the two versions label files have, and how they say a passage. Where the gold says where
 * passages stand instead of their words, annotators' files do the same: the text may be one that
 * must not be copied.
 */
enum LabelFormat {
  /** Version 1. */
  WORDS,
  /** Version 2. */
  PLACES;

  /** Of a file as it is. */
  static LabelFormat detect(String where, String text) {
    return text.isEmpty() || YamlFiles.parse(where, text).path("version").asInt() != 2
        ? WORDS
        : PLACES;
  }

  /** Of files that are new: as the gold's own for that article. */
  static LabelFormat detect(Path gold, Article article) {
    GoldPaths paths = new GoldPaths(gold);
    for (Path file : List.of(paths.claims(article.id()), paths.verdicts(article.story()))) {
      if (detect(file.toString(), EditedFiles.read(file, "")) == PLACES) {
        return PLACES;
      }
    }
    return WORDS;
  }

  String emptyGold(Article article) {
    String id = "\narticle: " + LabelText.id(article.id());
    return this == WORDS
        ? "version: 1" + id + "\nclaims: []\n"
        : "version: 2"
            + id
            + "\narticle_sha256: "
            + Sha256.sha256(article.text())
            + "\nweights: guide\nclaims: []\n";
  }

  String emptyVerify(String story) {
    return "version: "
        + (this == WORDS ? 1 : 2)
        + "\nstory: "
        + LabelText.id(story)
        + "\nclaims: []\n";
  }

  /**
   * Writes a passage's words as files of this format have them.
   *
   * @param labelled labels of the article, the nearest first: of words that stand there twice they
   *     may say which place is meant
   */
  UnaryOperator<String> writer(Article article, JsonNode... labelled) {
    if (this == WORDS) {
      return LabelText::quoted;
    }
    List<JsonNode> known = new ArrayList<>();
    for (JsonNode node : labelled) {
      known.addAll(node.findParents("hash"));
    }
    return words -> Passages.place("the passage", words, article, known);
  }
}
