package dev.claimbench.label;

import dev.claimbench.dataset.Votes;
import java.util.Locale;

/** An attribute of a claim that both passes labelled, as text that two labellers can share. */
enum Attribute {
  KIND,
  HEDGE,
  WEIGHT,
  SPEAKER;

  String of(Votes.Attributes attributes) {
    return switch (this) {
      case KIND -> lower(attributes.kind());
      case HEDGE -> lower(attributes.hedge());
      case WEIGHT -> lower(attributes.weight());
      case SPEAKER -> attributes.speaker().orElse("(none)");
    };
  }

  /** What is compared: a speaker's name without its article, in lower case. */
  String compared(Votes.Attributes attributes) {
    String value = of(attributes).toLowerCase(Locale.ROOT);
    return this == SPEAKER ? value.replaceFirst("^(the|an?|its|his|her|their) ", "") : value;
  }

  boolean differ(AnnotationPasses.ClaimVotes claim) {
    return !compared(claim.first()).equals(compared(claim.second()));
  }

  String label() {
    return lower(this);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
