package dev.claimbench.dataset;

import dev.claimbench.text.Ids;
import dev.claimbench.text.Sha256;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One article as a model gets to read it. Of a large folder, the text is read when it is asked for.
 */
public final class Article {
  private final String id;
  private final String story;
  private final String title;
  private final String source;
  private final Optional<LocalDate> published;
  private final Supplier<String> text;

  /**
   * @param id unique over all stories, as {@link Ids} has it, e.g. {@code open-models-report}
   * @param story the story that this article tells; articles of one story are not independent
   * @param title headline, may be empty
   * @param source outlet, may be empty
   * @param published day of publication, against which relative dates are resolved
   * @param text the body; quotes are verbatim parts of it; never blank
   */
  public Article(
      String id,
      String story,
      String title,
      String source,
      Optional<LocalDate> published,
      String text) {
    this(id, story, title, source, published, () -> text);
    if (text.isBlank()) {
      throw new IllegalArgumentException("article " + id + " has no text");
    }
  }

  /** Of a text that is given when it is asked for. */
  Article(
      String id,
      String story,
      String title,
      String source,
      Optional<LocalDate> published,
      Supplier<String> text) {
    this.id = id;
    this.story = story;
    this.title = Objects.requireNonNull(title);
    this.source = Objects.requireNonNull(source);
    this.published = Objects.requireNonNull(published);
    this.text = text;
    if (!Ids.isId(id) || !Ids.isId(story)) {
      throw new IllegalArgumentException(
          "expected an id and a story of " + Ids.RULE + ", got '" + id + "' and '" + story + "'");
    }
  }

  /** How its text is read again; empty where it holds it. */
  Optional<StoredText> stored() {
    return text instanceof StoredText stored ? Optional.of(stored) : Optional.empty();
  }

  /**
   * The same article, which no longer holds its text.
   *
   * @param again gives the very text that it has now
   */
  Article without(Supplier<String> again) {
    return new Article(id, story, title, source, published, again);
  }

  public String id() {
    return id;
  }

  public String story() {
    return story;
  }

  public String title() {
    return title;
  }

  public String source() {
    return source;
  }

  public Optional<LocalDate> published() {
    return published;
  }

  /**
   * The body.
   *
   * @throws dev.claimbench.text.UserError where its file was changed since it was read
   */
  public String text() {
    return text.get();
  }

  /** SHA-256 of {@link #text}, hex; of an article that does not hold it, known beforehand. */
  public String textHash() {
    return stored().map(StoredText::hash).orElseGet(() -> Sha256.sha256(text()));
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Article that
            && id.equals(that.id)
            && story.equals(that.story)
            && title.equals(that.title)
            && source.equals(that.source)
            && published.equals(that.published)
            && textHash().equals(that.textHash()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, story, title, source, published);
  }

  @Override
  public String toString() {
    return "Article[" + story + "/" + id + "]";
  }
}
