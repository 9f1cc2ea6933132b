package dev.claimbench.report;

import dev.claimbench.align.Aligner;
import dev.claimbench.compare.Scores;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scorecard;

/**
 * A run's scorecard with what it was made from.
 *
 * @param similarity the name of what paired claims
 */
public record RunReport(Manifest manifest, Scorecard scorecard, String similarity) {
  /** Of a scorecard made with the default similarity. */
  public RunReport(Manifest manifest, Scorecard scorecard) {
    this(manifest, scorecard, Aligner.DEFAULT_SIMILARITY.name());
  }

  /**
   * What a comparison needs of it.
   *
   * @param name what to call it
   */
  public Scores scores(String name) {
    return Scores.from(name, scorecard, manifest, similarity);
  }

  public String model() {
    return manifest.model().spec();
  }
}
