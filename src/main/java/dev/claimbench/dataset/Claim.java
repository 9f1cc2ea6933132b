package dev.claimbench.dataset;

import dev.claimbench.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * One self-contained statement taken from an article, by a model or by an annotator.
 *
 * @param id unique within its list, e.g. {@code c07}
 * @param text one sentence that can be judged without the article beside it; never blank
 * @param quotes what in the article carries it, meant to be verbatim; a model's may be made up
 * @param speaker who says so in the article, if anybody
 * @param date the day, month or year that the claim is about, as ISO text at its own granularity
 *     ({@code 2026}, {@code 2026-03}, {@code 2026-03-12}); a model's may be any text
 */
public record Claim(
    String id,
    String text,
    List<String> quotes,
    Optional<String> speaker,
    Kind kind,
    Optional<Quantity> quantity,
    Optional<String> date,
    Hedge hedge) {
  public Claim {
    text = Text.wellFormed(text);
    quotes = quotes.stream().map(Text::wellFormed).toList();
    speaker = speaker.map(Text::wellFormed);
    date = date.map(Text::wellFormed);
    if (text.isBlank()) {
      throw new IllegalArgumentException("claim " + id + " has no text");
    }
  }
}
