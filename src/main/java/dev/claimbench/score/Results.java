package dev.claimbench.score;

import java.util.List;

/** All that a run brought back, in any order. */
public record Results(List<ExtractResult> extract, List<VerifyResult> verify, List<Usage> usage) {
  public Results {
    extract = List.copyOf(extract);
    verify = List.copyOf(verify);
    usage = List.copyOf(usage);
  }
}
