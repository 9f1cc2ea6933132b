package dev.claimbench.golden;

/** Files as the program wrote them in November 2026: they are never written again. */
final class Formats {
  static final String FOLDER = "src/test/resources/formats-2026-11";

  private Formats() {}
}
