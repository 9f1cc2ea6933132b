package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In what a claim goes wrong as those of models do; a label of claims on real news. */
public enum ModelError {
  /** Wider or firmer than the article. */
  @JsonProperty("overgeneralised")
  OVERGENERALISED,
  /** Two facts of the article put together that do not belong together. */
  @JsonProperty("merged")
  MERGED,
  /** Given to somebody who did not say it. */
  @JsonProperty("wrong-speaker")
  WRONG_SPEAKER,
  /** Another time, or a figure of another time. */
  @JsonProperty("wrong-date")
  WRONG_DATE
}
