package dev.claimbench.report;

import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scorecard;

/** A run's scorecard with what it was made from. */
public record RunReport(Manifest manifest, Scorecard scorecard) {
  public String model() {
    return manifest.model().spec();
  }
}
