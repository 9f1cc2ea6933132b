package dev.claimbench.label;

import dev.claimbench.corpus.GoldFolder;
import java.nio.file.Path;

/** Where labels lie in a gold folder, the gold's own or one annotator's. */
record GoldPaths(Path folder) {
  /** What an article claims. */
  Path claims(String article) {
    return folder.resolve("gold").resolve(article + ".yaml");
  }

  /** What articles say of a story's claims. */
  Path verdicts(String story) {
    return folder.resolve(GoldFolder.VERIFY).resolve(story + ".yaml");
  }
}
