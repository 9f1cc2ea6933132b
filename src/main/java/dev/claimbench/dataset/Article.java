package dev.claimbench.dataset;

import dev.claimbench.text.Ids;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * One article as a model gets to read it.
 *
 * @param id unique over all stories, as {@link Ids} has it, e.g. {@code open-models-report}
 * @param story the story that this article tells; articles of one story are not independent
 * @param title headline, may be empty
 * @param source outlet, may be empty
 * @param published day of publication, against which relative dates are resolved
 * @param text the body; quotes are verbatim parts of it; never blank
 */
public record Article(
    String id,
    String story,
    String title,
    String source,
    Optional<LocalDate> published,
    String text) {
  public Article {
    Objects.requireNonNull(title);
    Objects.requireNonNull(source);
    Objects.requireNonNull(published);
    if (!Ids.isId(id) || !Ids.isId(story)) {
      throw new IllegalArgumentException(
          "expected an id and a story of " + Ids.RULE + ", got '" + id + "' and '" + story + "'");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("article " + id + " has no text");
    }
  }
}
