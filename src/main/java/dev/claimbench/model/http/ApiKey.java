package dev.claimbench.model.http;

import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key that a server is given and may repeat: as it is, escaped as JSON, as JSON within JSON, as
 * HTML or as a part of a URL, in Base64 with other text before it, in hexadecimal digits, and not
 * whole.
 *
 * @param value empty for none
 */
record ApiKey(String value) {
  /** As much of a key as tells something of it; shorter keys are no secrets but words. */
  static final int PART = 12;

  private static final String BLOT = "***";
  private static final Pattern UNSENDABLE = Pattern.compile("[^!-~ ]");

  /** A sign by its number, decimal or hexadecimal, as HTML and XML write it. */
  private static final Pattern REFERENCE =
      Pattern.compile("&#(?:0{0,4}+([0-9]{2,3})|[xX]0{0,4}+([0-9a-fA-F]{2}));");

  /**
   * @param name of the variable that holds the key, for the message, which never repeats the key
   * @throws UserError where HTTP cannot send it
   */
  static String sendable(String name, String value) {
    Matcher other = UNSENDABLE.matcher(value);
    if (other.find()) {
      throw new UserError(
          name
              + ": expected a key of letters, digits and signs of ASCII, got another character at "
              + (other.start() + 1)
              + (value.charAt(other.start()) == '\n' ? ", a line end" : ""));
    }
    return value;
  }

  /** Whether it is long enough to be one, and not a word such as {@code EMPTY}. */
  boolean isSecret() {
    return value.length() >= PART;
  }

  /** The text with every part of the key that has {@link #PART} characters or more blotted out. */
  String blot(String text) {
    return value.isEmpty() || text.isEmpty() ? text : new Plain(text).blot(parts());
  }

  /** All that may be found of it, each as long as {@link #PART}, or as the key if it is shorter. */
  private Set<String> parts() {
    List<String> forms = new ArrayList<>(List.of(value));
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (isSecret()) {
      forms.add(HexFormat.of().formatHex(bytes));
      for (int before = 0; before < 3; before++) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        // The first digits have bits of what stands before it, the last one of what follows.
        forms.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 1));
      }
    }
    Set<String> parts = new HashSet<>();
    for (String form : forms) {
      String plain = new Plain(form).text();
      int length = Math.min(PART, plain.length());
      for (int at = 0; length > 0 && at + length <= plain.length(); at++) {
        parts.add(plain.substring(at, at + length));
      }
    }
    return parts;
  }

  /** A text without its escapes, and where each of its characters stood. */
  private static final class Plain {
    private final String given;
    private final StringBuilder plain = new StringBuilder();
    private final int[] from;
    private final int[] to;

    Plain(String given) {
      this.given = given;
      from = new int[given.length()];
      to = new int[given.length()];
      Matcher reference = REFERENCE.matcher(given);
      int at = 0;
      while (at < given.length()) {
        at = take(at, reference);
      }
    }

    String text() {
      return plain.toString();
    }

    /** Takes one character, however it is written, and returns where the next begins. */
    private int take(int at, Matcher reference) {
      char c = given.charAt(at);
      int next = at;
      while (next < given.length() && given.charAt(next) == '\\') {
        next++;
      }
      if (next == given.length()) {
        // Backslashes are left out, here and in the key.
        return next;
      }
      if (next > at) {
        int code = given.startsWith("u00", next) ? hex(next + 3) : -1;
        return code < 0 ? add(given.charAt(next), at, next + 1) : add((char) code, at, next + 5);
      }
      int code = c == '%' ? hex(at + 1) : -1;
      if (code >= 0) {
        return add((char) code, at, at + 3);
      }
      if (c == '&' && reference.region(at, given.length()).lookingAt()) {
        return add(
            (char)
                (reference.group(1) == null
                    ? Integer.parseInt(reference.group(2), 16)
                    : Integer.parseInt(reference.group(1))),
            at,
            reference.end());
      }
      return add(c, at, at + 1);
    }

    private int hex(int at) {
      return at + 2 <= given.length()
              && HexFormat.isHexDigit(given.charAt(at))
              && HexFormat.isHexDigit(given.charAt(at + 1))
          ? HexFormat.fromHexDigits(given, at, at + 2)
          : -1;
    }

    private int add(char c, int start, int end) {
      if (c != '\\') {
        from[plain.length()] = start;
        to[plain.length()] = end;
        // Base64 has two more digits in URLs.
        plain.append(c == '-' ? '+' : c == '_' ? '/' : c);
      }
      return end;
    }

    String blot(Set<String> parts) {
      int[] lengths = parts.stream().mapToInt(String::length).distinct().toArray();
      StringBuilder out = new StringBuilder(given.length());
      int copied = 0;
      int blotted = -1;
      for (int at = 0; at < plain.length(); at++) {
        for (int length : lengths) {
          if (at + length > plain.length() || !parts.contains(plain.substring(at, at + length))) {
            continue;
          }
          if (from[at] >= copied && from[at] != blotted) {
            out.append(given, copied, from[at]).append(BLOT);
          }
          copied = Math.max(copied, to[at + length - 1]);
          blotted = copied;
        }
      }
      return out.append(given, Math.min(copied, given.length()), given.length()).toString();
    }
  }
}
