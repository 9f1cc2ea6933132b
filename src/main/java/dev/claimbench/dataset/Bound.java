package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a quantity is bounded: "48", "about 50", "up to 90", "at least 5", or "3 to 5". */
public enum Bound {
  @JsonProperty("exactly")
  EXACTLY,
  @JsonProperty("about")
  ABOUT,
  @JsonProperty("at most")
  AT_MOST,
  @JsonProperty("at least")
  AT_LEAST,
  @JsonProperty("between")
  BETWEEN
}
