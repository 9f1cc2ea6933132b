package dev.claimbench.dataset;

import dev.claimbench.text.Text;
import java.util.Optional;

/**
 * A claim that is judged against every article of its story.
 *
 * @param id unique within the story
 * @param family claims of one family are variants of one statement and not independent
 * @param change how it was made from {@code twin}; empty for a family's first claim
 * @param twin id of the claim that it was made from
 * @param error in what it goes wrong as models do, if it was made for that
 */
public record CheckClaim(
    String story,
    String id,
    String text,
    String family,
    Optional<Change> change,
    Optional<String> twin,
    Optional<ModelError> error) {
  /** A claim that goes wrong in no way of its own. */
  public CheckClaim(
      String story,
      String id,
      String text,
      String family,
      Optional<Change> change,
      Optional<String> twin) {
    this(story, id, text, family, change, twin, Optional.empty());
  }

  public CheckClaim {
    text = Text.wellFormed(text);
    if (text.isBlank()) {
      throw new IllegalArgumentException("claim " + story + "/" + id + " has no text");
    }
    if (change.isPresent() != twin.isPresent()) {
      throw new IllegalArgumentException(
          "claim " + story + "/" + id + " needs both change and twin, or neither");
    }
  }
}
