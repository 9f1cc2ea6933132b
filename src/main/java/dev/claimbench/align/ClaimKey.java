package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * All that a claim says, as a text to compare and sort by: two claims with the same are exact
 * duplicates, whatever their ids and quotes.
 */
record ClaimKey(String text) {

  static ClaimKey from(Claim claim) {
    return new ClaimKey(
        String.join(
            "\u0000",
            plain(claim.text()),
            claim.speaker().map(ClaimKey::plain).orElse(""),
            claim.kind().name(),
            claim.quantity().map(Object::toString).orElse(""),
            claim.date().map(ClaimKey::plain).orElse(""),
            claim.hedge().name()));
  }

  private static String plain(String text) {
    return Text.withoutEnd(
        NormalisedText.normalise(text).toLowerCase(Locale.ROOT),
        c -> c == '.' || c == '!' || Character.isWhitespace(c));
  }

  /** The text's words, signs such as "%" included, and the fields that a match looks at. */
  static List<String> elements(Claim claim) {
    List<String> elements = new ArrayList<>();
    Collections.addAll(
        elements, plain(claim.text()).split("[\\s.,;:!?()\"]+|(?<=[$€£])|(?=%)", -1));
    claim.speaker().ifPresent(s -> elements.add("speaker " + plain(s)));
    claim.date().ifPresent(d -> elements.add("date " + plain(d)));
    claim.quantity().ifPresent(q -> elements.add(q.toString()));
    return elements;
  }

  /** Places sorted by content, so that the outcome hangs on nothing else. */
  static List<Integer> order(List<Claim> claims) {
    return order(claims, i -> false);
  }

  /**
   * The same.
   *
   * @param first which of two with the same content comes first
   */
  static List<Integer> order(List<Claim> claims, IntPredicate first) {
    List<String> content =
        claims.stream()
            .map(c -> from(c).text + "\u0001" + c.text() + "\u0001" + c.quotes())
            .toList();
    return IntStream.range(0, claims.size())
        .boxed()
        .sorted(
            Comparator.<Integer, String>comparing(content::get).thenComparing(i -> !first.test(i)))
        .toList();
  }
}
