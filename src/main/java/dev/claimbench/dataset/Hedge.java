package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far the article stands behind a claim, from outright to a mere plan; an ordinal scale in this
 * order.
 */
public enum Hedge {
  @JsonProperty("none")
  NONE,
  @JsonProperty("reported")
  REPORTED,
  @JsonProperty("possible")
  POSSIBLE,
  @JsonProperty("planned")
  PLANNED
}
