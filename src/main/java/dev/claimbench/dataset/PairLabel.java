package dev.claimbench.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What two claims are to one another, as a person sees it. */
public enum PairLabel {
  /** A reader who accepts one must accept the other. */
  @JsonProperty("same")
  SAME,
  /** About the same thing, and one says more, less or part of the other. */
  @JsonProperty("overlapping")
  OVERLAPPING,
  /** About the same thing, and both cannot be true. */
  @JsonProperty("contrary")
  CONTRARY,
  /** About different things, even where the words are much the same. */
  @JsonProperty("different")
  DIFFERENT;

  /** Whether an alignment may pair them: all but {@link #DIFFERENT}; a contrary pair is one too. */
  public boolean pairable() {
    return this != DIFFERENT;
  }
}
