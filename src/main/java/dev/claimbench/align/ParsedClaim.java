package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A claim with what its fields and its text name, read once however many others it is compared
 * with.
 *
 * @param quantity the quantity field
 * @param numbers the quantities in the text, and the field's where the text has none like it
 * @param date the date field, where it can be read
 * @param dates the dates in the text
 * @param polarity what the text affirms and denies
 * @param speaker the speaker field, or else whom the text names as saying it
 * @param names the names in the text
 */
record ParsedClaim(
    Optional<QuantityWithUnit> quantity,
    List<QuantityWithUnit> numbers,
    Optional<PartialDate> date,
    List<PartialDate> dates,
    Polarity polarity,
    Optional<String> speaker,
    Names names) {

  static ParsedClaim parse(Claim claim, Optional<LocalDate> published) {
    List<PartialDate> dates = new ArrayList<>();
    String text = NormalisedText.legible(claim.text());
    String rest = DatesInText.takenOut(text, published, dates);
    Optional<QuantityWithUnit> quantity = claim.quantity().map(QuantityWithUnit::parse);
    List<QuantityWithUnit> numbers = new ArrayList<>();
    NumbersInText.besidesDates(rest).forEach(n -> numbers.add(QuantityWithUnit.parse(n)));
    quantity
        .filter(q -> numbers.stream().noneMatch(n -> Quantities.counterpart(q, n)))
        .ifPresent(numbers::add);
    return new ParsedClaim(
        quantity,
        numbers,
        claim.date().flatMap(d -> DatesInText.field(d, published)),
        dates,
        Polarity.parse(text),
        Speakers.named(claim.speaker()).or(() -> Speakers.inText(text)),
        Names.parse(text));
  }
}
