package dev.claimbench.score;

import java.util.List;

/**
 * All that a run brought back, in any order.
 *
 * @param withoutArticle verdicts of the same model on the same claims with the article left out of
 *     the prompt; empty where they were not asked
 * @param others of all other tasks
 */
public record Results(
    List<ExtractResult> extract,
    List<VerifyResult> verify,
    List<Usage> usage,
    List<VerifyResult> withoutArticle,
    List<TaskResult> others) {
  public Results {
    extract = List.copyOf(extract);
    verify = List.copyOf(verify);
    usage = List.copyOf(usage);
    withoutArticle = List.copyOf(withoutArticle);
    others = List.copyOf(others);
  }

  /** Of extraction and verification alone. */
  public Results(
      List<ExtractResult> extract,
      List<VerifyResult> verify,
      List<Usage> usage,
      List<VerifyResult> withoutArticle) {
    this(extract, verify, usage, withoutArticle, List.of());
  }

  public Results(List<ExtractResult> extract, List<VerifyResult> verify, List<Usage> usage) {
    this(extract, verify, usage, List.of());
  }
}
