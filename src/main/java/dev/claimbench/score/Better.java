package dev.claimbench.score;

/** Which way a figure goes when a model gets better. */
public enum Better {
  MORE,
  LESS,
  /** Says something of the gold, or is a size: no model is better for more or less of it. */
  NEITHER
}
