package dev.claimbench.report;

/** The page of {@code claimbench label}; its server gives it what it shows. */
public record LabelPage(String html, String policy) {
  public static LabelPage make() {
    return PageFrame.served("label.jte", "Label", "label.js");
  }
}
