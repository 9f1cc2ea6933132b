package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What sort of claim it is; never decides whether two claims match. */
public enum Kind {
  @JsonProperty("event")
  EVENT,
  @JsonProperty("statistic")
  STATISTIC,
  @JsonProperty("statement")
  STATEMENT,
  @JsonProperty("forecast")
  FORECAST,
  @JsonProperty("opinion")
  OPINION
}
