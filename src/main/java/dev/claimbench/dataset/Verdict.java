package dev.claimbench.dataset;

/** What an article says of a claim; the rule is in {@code eval/GUIDELINES.md}. */
public enum Verdict {
  /** A reader who trusts the article must accept the claim as worded, bound and hedge included. */
  SUPPORTED,
  /** The claim and the article cannot both be true at the time of publication. */
  REFUTED,
  /** Everything else; silence is never refutation. */
  NOT_ENOUGH_INFO
}
