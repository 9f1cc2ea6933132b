package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pair agrees: it does unless polarity, speaker, quantity, date or name conflicts. What
 * one side leaves out is no conflict; it counts in the attribute scores.
 *
 * @param conflicts empty where the pair agrees
 */
public record Match(List<Conflict> conflicts) {
  public Match {
    conflicts = List.copyOf(conflicts);
  }

  public boolean agrees() {
    return conflicts.isEmpty();
  }

  public boolean contrary() {
    return !agrees();
  }

  /**
   * Compares a prediction with the gold claim it is paired with.
   *
   * @param published the article's day, against which "on Friday" is resolved
   */
  public static Match compare(Claim gold, Claim predicted, Optional<LocalDate> published) {
    return compare(ParsedClaim.parse(gold, published), ParsedClaim.parse(predicted, published));
  }

  static Match compare(ParsedClaim gold, ParsedClaim predicted) {
    List<Conflict> conflicts = new ArrayList<>();
    Polarity.conflict(gold.polarity(), predicted.polarity())
        .ifPresent(why -> conflicts.add(new Conflict(Conflict.Field.POLARITY, why)));
    Speakers.conflict(gold.speaker(), predicted.speaker())
        .ifPresent(why -> conflicts.add(new Conflict(Conflict.Field.SPEAKER, why)));
    Quantities.conflict(gold, predicted)
        .ifPresent(why -> conflicts.add(new Conflict(Conflict.Field.QUANTITY, why)));
    Dates.conflict(gold, predicted)
        .ifPresent(why -> conflicts.add(new Conflict(Conflict.Field.DATE, why)));
    // Of a changed speaker the names differ too; that is listed once.
    boolean speakers = conflicts.stream().anyMatch(c -> c.field() == Conflict.Field.SPEAKER);
    Names.conflict(gold.names(), predicted.names())
        .filter(why -> !speakers)
        .ifPresent(why -> conflicts.add(new Conflict(Conflict.Field.NAME, why)));
    return new Match(conflicts);
  }
}
