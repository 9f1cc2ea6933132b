package dev.claimbench.dataset;

import java.util.Map;
import java.util.Optional;

/**
 * The raw labels of one pass over the gold set, as they were before adjudication.
 *
 * @param pass the pass's name, e.g. {@code first}
 * @param verdicts by {@link dev.claimbench.dataset.GoldVerdict#id()}
 * @param claims by {@code article/claim}, e.g. {@code harrow-tram-wire/c03}
 */
public record Votes(String pass, Map<String, Label> verdicts, Map<String, Attributes> claims) {
  public Votes {
    verdicts = Map.copyOf(verdicts);
    claims = Map.copyOf(claims);
  }

  /** What one article says of one claim. */
  public record Label(Verdict verdict, boolean viaSpeaker) {
    /** As in the files: {@code SUPPORTED/speaker} for support by attribution alone. */
    @Override
    public String toString() {
      return verdict + (viaSpeaker ? "/speaker" : "");
    }
  }

  /** What is said of one claim of an article. */
  public record Attributes(Kind kind, Hedge hedge, Weight weight, Optional<String> speaker) {}
}
