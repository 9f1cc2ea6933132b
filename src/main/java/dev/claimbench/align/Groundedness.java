package dev.claimbench.align;

import dev.claimbench.dataset.Passage;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for quotes in one article: exact, normalised, fuzzy, or absent. A quote with an ellipsis
 * ("…", "...", "[...]") is found when its parts are, in order, and is as good as its worst part.
 * Shows copying, not relevance.
 *
 * <p>A fuzzy search takes time in proportion to text × quote / 64 and is left out (the quote is
 * absent) where that would be more than a third of a second, say a quote of 2,000 characters in a
 * text of 10 MB.
 */
public final class Groundedness {
  /** The least edit similarity, 1 − edits / length of the longer, of a fuzzy find. */
  public static final double FUZZY = 0.9;

  private static final Pattern ELLIPSIS =
      Pattern.compile("\\[\\s*(?:…|\\.{3})\\s*]|\\(\\s*(?:…|\\.{3})\\s*\\)|…|\\.{3,}|\\. \\. \\.");

  private record TextRange(int start, int end) {}

  /** In UTF-16 units of the original text. */
  private record FoundQuote(QuoteMatch quoteMatch, double similarity, TextRange stretch) {}

  private final String text;
  private final List<TextRange> boilerplate;
  private NormalisedText normalised;
  private String plain;

  /**
   * @param text the article's text
   * @param boilerplate parts of it that are not the article; may be empty
   */
  public Groundedness(String text, List<Passage> boilerplate) {
    this.text = text;
    this.boilerplate = new ArrayList<>();
    for (Passage passage : boilerplate) {
      String part = passage.text();
      if (passage.start().isPresent()) {
        int from = text.offsetByCodePoints(0, passage.start().getAsInt());
        this.boilerplate.add(new TextRange(from, from + part.length()));
        continue;
      }
      for (int i = text.indexOf(part); i >= 0 && !part.isEmpty(); i = text.indexOf(part, i + 1)) {
        this.boilerplate.add(new TextRange(i, i + part.length()));
      }
    }
  }

  /** Where a part of the article stands that labels name. */
  public Grounding place(Passage part) {
    return part.start().stream()
        .map(start -> text.offsetByCodePoints(0, start))
        .mapToObj(
            from ->
                new FoundQuote(
                    QuoteMatch.EXACT, 1, new TextRange(from, from + part.text().length())))
        .map(find -> grounding(part.text(), List.of(find)))
        .findFirst()
        .orElseGet(() -> find(part.text()));
  }

  /** Where the quote stands; outside boilerplate rather than in it. */
  public Grounding find(String quote) {
    String bare = quote.strip();
    Optional<FoundQuote> whole = copied(bare, 0).or(() -> copied(withoutMarks(bare), 0));
    if (whole.isPresent()) {
      return grounding(quote, List.of(whole.get()));
    }
    List<FoundQuote> finds = new ArrayList<>();
    int from = 0;
    for (String part : ELLIPSIS.split(withoutMarks(bare), -1)) {
      if (part.codePoints().anyMatch(Character::isLetterOrDigit)) {
        int after = from;
        FoundQuote find = copied(part.strip(), after).orElseGet(() -> fuzzy(part, after));
        finds.add(find);
        if (find.quoteMatch == QuoteMatch.ABSENT) {
          break;
        }
        from = find.stretch.end;
      }
    }
    return grounding(quote, finds);
  }

  /** Whether what a claim quotes is boilerplate: some quote is, and none is found elsewhere. */
  public static boolean boilerplate(List<Grounding> quotes) {
    return quotes.stream().anyMatch(Grounding::boilerplate)
        && quotes.stream().allMatch(q -> q.boilerplate() || q.quoteMatch() == QuoteMatch.ABSENT);
  }

  private Optional<FoundQuote> copied(String part, int from) {
    if (part.isEmpty()) {
      return Optional.empty();
    }
    Optional<FoundQuote> exact =
        stretch(text, part, from, false)
            .map(stretch -> new FoundQuote(QuoteMatch.EXACT, 1, stretch));
    String pattern = NormalisedText.normalise(part);
    if (exact.isPresent() || pattern.isEmpty()) {
      return exact;
    }
    return stretch(plain(), pattern, normalised.after(from), true)
        .map(stretch -> new FoundQuote(QuoteMatch.NORMALISED, 1, stretch));
  }

  /** The first place outside boilerplate, else the first. */
  private Optional<TextRange> stretch(String where, String what, int from, boolean isNormalised) {
    Optional<TextRange> first = Optional.empty();
    for (int i = where.indexOf(what, from); i >= 0; i = where.indexOf(what, i + 1)) {
      int end = i + what.length();
      TextRange here = isNormalised ? original(i, end) : new TextRange(i, end);
      if (!inBoilerplate(here)) {
        return Optional.of(here);
      }
      first = first.or(() -> Optional.of(here));
    }
    return first;
  }

  private FoundQuote fuzzy(String part, int from) {
    String pattern = NormalisedText.normalise(part);
    String where = plain();
    int start = normalised.after(from);
    TextRange nowhere = new TextRange(from, from);
    if (pattern.isEmpty() || !ApproximateSearch.affordable(pattern.length(), where.length())) {
      return new FoundQuote(QuoteMatch.ABSENT, 0, nowhere);
    }
    ApproximateSearch.Hit hit = ApproximateSearch.best(pattern, where, start);
    int longer = Math.max(pattern.length(), hit.end() - hit.start());
    double similarity = 1 - (double) hit.edits() / longer;
    return similarity >= FUZZY
        ? new FoundQuote(QuoteMatch.FUZZY, similarity, original(hit.start(), hit.end()))
        : new FoundQuote(QuoteMatch.ABSENT, similarity, nowhere);
  }

  private Grounding grounding(String quote, List<FoundQuote> finds) {
    QuoteMatch quoteMatch = finds.isEmpty() ? QuoteMatch.ABSENT : QuoteMatch.EXACT;
    double similarity = finds.isEmpty() ? 0 : 1;
    for (FoundQuote find : finds) {
      quoteMatch = QuoteMatch.worse(quoteMatch, find.quoteMatch);
      similarity = Math.min(similarity, find.similarity);
    }
    if (quoteMatch == QuoteMatch.ABSENT) {
      return new Grounding(quote, quoteMatch, similarity, List.of(), false);
    }
    List<Grounding.Span> spans =
        finds.stream()
            .map(f -> new Grounding.Span(codePoints(f.stretch.start), codePoints(f.stretch.end)))
            .toList();
    boolean inBoilerplate = finds.stream().allMatch(f -> inBoilerplate(f.stretch));
    return new Grounding(quote, quoteMatch, similarity, spans, inBoilerplate);
  }

  private boolean inBoilerplate(TextRange stretch) {
    return boilerplate.stream().anyMatch(f -> f.start <= stretch.start && stretch.end <= f.end);
  }

  private int codePoints(int utf16) {
    return text.codePointCount(0, utf16);
  }

  private TextRange original(int start, int end) {
    return new TextRange(normalised.originalStart(start), normalised.originalEnd(end - 1));
  }

  /** Normalised once, when the first quote is not found as it is. */
  private synchronized String plain() {
    if (normalised == null) {
      normalised = new NormalisedText(text);
      plain = normalised.toString();
    }
    return plain;
  }

  /** Models like to put the quotation in marks of its own. */
  private static String withoutMarks(String quote) {
    return Text.without(quote, c -> Character.isWhitespace(c) || "\"'“”„‘’«»".indexOf(c) >= 0);
  }
}
