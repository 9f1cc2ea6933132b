package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The one thing in which a made claim differs from its twin. */
public enum Change {
  @JsonProperty("number")
  NUMBER,
  @JsonProperty("entity")
  ENTITY,
  @JsonProperty("negation")
  NEGATION,
  @JsonProperty("speaker")
  SPEAKER,
  @JsonProperty("hedge")
  HEDGE,
  @JsonProperty("date")
  DATE,
  @JsonProperty("unit")
  UNIT,
  @JsonProperty("scope")
  SCOPE,
  /** Other words, same meaning: keeps the label of its twin in every article. */
  @JsonProperty("rewording")
  REWORDING
}
