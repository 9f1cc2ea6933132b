package dev.claimbench.align;

import dev.claimbench.claim.Claim;
import dev.claimbench.claim.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A claim with what its text and fields name, read once however many others it is compared with.
 *
 * @param numbers the quantities in the text
 * @param date the date field, where it can be read
 * @param dates the dates in the text
 * @param polarity what the text affirms and denies
 * @param speaker the speaker field, or else whom the text names as saying it
 */
record Reading(
    Claim claim,
    List<Quantity> numbers,
    Optional<PartialDate> date,
    List<PartialDate> dates,
    Polarity polarity,
    Optional<String> speaker) {

  static Reading of(Claim claim, Optional<LocalDate> published) {
    return new Reading(
        claim,
        NumbersInText.in(claim.text()),
        claim.date().flatMap(d -> DatesInText.field(d, published)),
        DatesInText.in(claim.text(), published),
        Polarity.of(claim.text()),
        Speakers.named(claim.speaker()).or(() -> Speakers.inText(claim.text())));
  }
}
