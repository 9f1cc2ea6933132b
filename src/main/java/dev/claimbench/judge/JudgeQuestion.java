package dev.claimbench.judge;

import java.util.List;

/** Something that a judge is asked. */
public sealed interface JudgeQuestion permits TextPair, ArticleClaim {
  /** What is resampled as one. */
  String story();

  /** Unique within the story. */
  String id();

  /** SHA-256 of all that a judge is shown of it, so that what was changed is asked again. */
  String hash();

  /** The orders in which it is asked; true shows the second text first. */
  List<Boolean> orders();
}
