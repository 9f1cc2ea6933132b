package dev.claimbench.dataset;

import java.util.Optional;

/**
 * Two claims of one story and what they are to one another: what similarities are measured on.
 *
 * @param id unique within the story
 * @param change in what a contrary pair differs; empty for all others
 */
public record ClaimPair(
    String story, String id, String a, String b, PairLabel label, Optional<Change> change) {
  public ClaimPair {
    if (a.isBlank() || b.isBlank()) {
      throw new IllegalArgumentException("pair " + story + "/" + id + " lacks a text");
    }
    if ((label == PairLabel.CONTRARY) != change.isPresent()) {
      throw new IllegalArgumentException(
          "pair " + story + "/" + id + ": contrary pairs have a change, others none");
    }
  }
}
