package dev.claimbench.claim;

/** How alike two claims' texts are, in [0, 1], symmetric, 1 for equal texts; pure. */
public interface Similarity {
  /** A stable name for manifests, e.g. {@code token-f1}. */
  String name();

  double of(String a, String b);
}
