package dev.claimbench.judge;

import dev.claimbench.dataset.ClaimPair;
import dev.claimbench.text.Sha256;
import java.util.List;

/**
 * Two claims that a judge is asked about.
 *
 * @param story what is resampled as one
 * @param id unique within the story
 */
public record TextPair(String story, String id, String a, String b) implements JudgeQuestion {
  public TextPair {
    if (a.isBlank() || b.isBlank()) {
      throw new IllegalArgumentException("pair " + story + "/" + id + " lacks a text");
    }
  }

  /** Of a labelled pair, without its label. */
  public static TextPair from(ClaimPair pair) {
    return new TextPair(pair.story(), pair.id(), pair.a(), pair.b());
  }

  @Override
  public String hash() {
    return Sha256.sha256(a + "\0" + b);
  }

  @Override
  public List<Boolean> orders() {
    return List.of(false, true);
  }
}
