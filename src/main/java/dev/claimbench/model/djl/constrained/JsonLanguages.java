package dev.claimbench.model.djl.constrained;

import static dk.brics.automaton.BasicAutomata.makeChar;
import static dk.brics.automaton.BasicAutomata.makeCharRange;
import static dk.brics.automaton.BasicAutomata.makeCharSet;
import static dk.brics.automaton.BasicAutomata.makeEmpty;
import static dk.brics.automaton.BasicAutomata.makeInterval;
import static dk.brics.automaton.BasicAutomata.makeString;
import static dk.brics.automaton.BasicOperations.concatenate;
import static dk.brics.automaton.BasicOperations.intersection;
import static dk.brics.automaton.BasicOperations.minus;
import static dk.brics.automaton.BasicOperations.optional;
import static dk.brics.automaton.BasicOperations.repeat;
import static dk.brics.automaton.BasicOperations.union;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dk.brics.automaton.Automaton;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/** The regular languages of JSON, over bytes: each character of an automaton is one byte. */
final class JsonLanguages {
  private static final int WHOLE_DIGITS = 15;
  private static final int FRACTION_DIGITS = 10;

  private JsonLanguages() {}

  static Automaton literal(String text) {
    return makeString(new String(text.getBytes(UTF_8), ISO_8859_1));
  }

  /**
   * One character of a JSON string: UTF-8 (RFC 3629, section 4) without quotation mark, backslash
   * and control characters, or an escape (RFC 8259, section 7). A surrogate is written only as a
   * pair, and a pair is one character.
   */
  static Automaton character() {
    Automaton tail = range(0x80, 0xBF);
    Automaton two = join(range(0xC2, 0xDF), tail);
    Automaton three =
        union(
            List.of(
                join(range(0xE0, 0xE0), range(0xA0, 0xBF), tail),
                join(union(range(0xE1, 0xEC), range(0xEE, 0xEF)), tail, tail),
                join(range(0xED, 0xED), range(0x80, 0x9F), tail)));
    Automaton four =
        union(
            List.of(
                join(range(0xF0, 0xF0), range(0x90, 0xBF), tail, tail),
                join(range(0xF1, 0xF3), tail, tail, tail),
                join(range(0xF4, 0xF4), range(0x80, 0x8F), tail, tail)));
    Automaton plain =
        union(List.of(range(0x20, 0x21), range(0x23, 0x5B), range(0x5D, 0x7F), two, three, four));
    return union(plain, join(makeChar('\\'), escaped()));
  }

  private static Automaton escaped() {
    Automaton hex = makeCharSet("0123456789abcdefABCDEF");
    Automaton low = join(makeCharSet("0123456789abcefABCEF"), hex, hex, hex);
    Automaton nearSurrogates = join(makeCharSet("dD"), range('0', '7'), hex, hex);
    Automaton pair =
        join(
            join(makeCharSet("dD"), makeCharSet("89abAB"), hex, hex),
            makeString("\\u"),
            join(makeCharSet("dD"), makeCharSet("cdefCDEF"), hex, hex));
    Automaton code = join(makeChar('u'), union(List.of(low, nearSurrogates, pair)));
    return union(makeCharSet("\"\\/bfnrt"), code);
  }

  /** The words of a language that consist of these bytes alone. */
  static Automaton within(Automaton language, BitSet bytes) {
    StringBuilder all = new StringBuilder();
    bytes.stream().forEach(b -> all.append((char) b));
    return intersection(language, repeat(makeCharSet(all.toString())));
  }

  /** Any number of characters and the closing quotation mark. */
  static Automaton characters() {
    return concatenate(repeat(character()), makeChar('"'));
  }

  /**
   * Numbers without an exponent, of at most 15 digits before the point and 10 after it: nothing
   * that runs on forever, and every value in reach can be written.
   *
   * @param least inclusive, empty for none
   * @param most inclusive, empty for none
   * @param fraction whether digits after a point are allowed
   */
  static Automaton number(OptionalInt least, OptionalInt most, boolean fraction) {
    Automaton positive = makeEmpty();
    if (most.isEmpty() || most.getAsInt() >= 0) {
      positive = magnitude(Math.max(0, least.orElse(0)), most, fraction);
    }
    if (least.isPresent() && least.getAsInt() >= 0) {
      return positive;
    }
    int from = Math.max(0, -most.orElse(0));
    OptionalInt to = least.isPresent() ? OptionalInt.of(-least.getAsInt()) : OptionalInt.empty();
    return union(positive, concatenate(makeChar('-'), magnitude(from, to, fraction)));
  }

  private static Automaton magnitude(int least, OptionalInt most, boolean fraction) {
    Automaton plain =
        union(makeChar('0'), join(range('1', '9'), repeat(range('0', '9'), 0, WHOLE_DIGITS - 1)));
    Automaton digits = repeat(range('0', '9'), 1, FRACTION_DIGITS);
    Automaton point = optional(join(makeChar('.'), digits));
    if (most.isEmpty()) {
      Automaton whole = least == 0 ? plain : minus(plain, makeInterval(0, least - 1, 0));
      return fraction ? concatenate(whole, point) : whole;
    }
    int top = most.getAsInt();
    if (!fraction) {
      return intersection(plain, makeInterval(least, top, 0));
    }
    Automaton zeros = optional(join(makeChar('.'), repeat(makeChar('0'), 1, FRACTION_DIGITS)));
    Automaton atTop = concatenate(intersection(plain, makeInterval(top, top, 0)), zeros);
    if (least >= top) {
      return atTop;
    }
    return union(concatenate(intersection(plain, makeInterval(least, top - 1, 0)), point), atTop);
  }

  private static Automaton range(int from, int to) {
    return makeCharRange((char) from, (char) to);
  }

  private static Automaton join(Automaton... parts) {
    return concatenate(List.of(parts));
  }
}
