package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step of a {@link Match}, for the reader: what each side says in that field, and whether it
 * conflicts.
 *
 * @param gold what the field holds, or else what the text names; {@code –} where neither does
 */
public record FieldCheck(
    Conflict.Field field, String gold, String predicted, Optional<String> conflict) {
  private static final String NOTHING = "–";

  /** Every field in the order in which {@link Match} looks at them. */
  public static List<FieldCheck> compare(
      Claim gold, Claim predicted, Optional<LocalDate> published) {
    ParsedClaim g = ParsedClaim.parse(gold, published);
    ParsedClaim p = ParsedClaim.parse(predicted, published);
    List<Conflict> conflicts = Match.compare(g, p).conflicts();
    return Stream.of(Conflict.Field.values())
        .map(
            field ->
                new FieldCheck(
                    field,
                    toText(field, g),
                    toText(field, p),
                    conflicts.stream()
                        .filter(c -> c.field() == field)
                        .map(Conflict::why)
                        .findFirst()))
        .toList();
  }

  private static String toText(Conflict.Field field, ParsedClaim reading) {
    Stream<String> parts =
        switch (field) {
          case POLARITY -> reading.polarity().denied().values().stream().map(word -> "not " + word);
          case SPEAKER -> reading.speaker().stream();
          case QUANTITY -> numbers(reading).map(Quantities::format);
          case DATE ->
              reading
                  .date()
                  .map(date -> Stream.of(date.toString()))
                  .orElseGet(() -> reading.dates().stream().map(PartialDate::toString));
          case NAME -> reading.names().certain().stream().map(name -> String.join(" ", name));
        };
    String fields = parts.distinct().collect(Collectors.joining(", "));
    return fields.isEmpty() ? NOTHING : fields;
  }

  /** The field's first, since it decides where both sides have one. */
  private static Stream<Quantity> numbers(ParsedClaim reading) {
    return Stream.concat(reading.quantity().stream(), reading.numbers().stream())
        .map(QuantityWithUnit::quantity);
  }
}
