package dev.claimbench.faults;

/**
 * What may go wrong with one call, and how the call has to end.
 *
 * @see FaultServer how it is done
 */
enum Fault {
  NONE("Parsed"),

  // No answer came: may pass when it is asked again.
  TOO_MANY("Failed RATE_LIMIT"),
  ERROR_500("Failed SERVER"),
  BUSY_503("Failed SERVER"),
  ENDLESS_ERROR("Failed SERVER"),
  WEB_PAGE("Failed SERVER"),
  WRONG_API("Failed CONNECTION"),
  BROKEN_LINE("Failed SERVER"),
  RESET_BEFORE("Failed CONNECTION"),
  RESET_AMID("Failed CONNECTION"),
  ENDS_AMID("Failed CONNECTION"),
  SILENT("Failed TIMEOUT"),
  STALLS("Failed TIMEOUT"),

  // An answer came, good or bad, and is never asked for again.
  SLOW_DRIP("Parsed"),
  WRONG_UTF_8("Parsed"),
  THOUGHT_EMPTY("Parsed"),
  NOT_JSON("Invalid"),
  CUT_JSON("Invalid"),
  WRONG_SCHEMA("Invalid"),
  EMPTY("Invalid"),
  THOUGHT_NEVER_ENDS("Invalid"),
  REFUSAL("Refused"),
  LENGTH("Truncated"),
  LENGTH_WHILE_THINKING("Truncated"),
  ENDLESS("Truncated"),
  TEN_MEGABYTES("Truncated");

  private final String outcome;

  Fault(String outcome) {
    this.outcome = outcome;
  }

  /** {@code Parsed}, {@code Invalid}, …, or {@code Failed} with its cause. */
  String outcome() {
    return outcome;
  }

  boolean fails() {
    return outcome.startsWith("Failed");
  }
}
