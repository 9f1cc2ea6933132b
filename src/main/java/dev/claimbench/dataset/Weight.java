package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a good extraction may leave the gold claim out. */
public enum Weight {
  @JsonProperty("must")
  MUST,
  @JsonProperty("may")
  MAY
}
