package dev.claimbench.dataset;

import dev.claimbench.text.UserError;

/**
 * What one verdict needs beside its label.
 *
 * @param at where it stands, for messages
 * @param imported a label of a public data set, which need not say where the evidence is
 */
public record VerdictRule(String at, boolean imported) {

  /**
   * Checks that it has what its label demands.
   *
   * @param evidence number of passages of the article
   * @param why may be empty for SUPPORTED only
   * @param via supported by a speaker's word alone
   * @throws UserError that says what is missing
   */
  public void check(Verdict label, int evidence, String why, boolean via) {
    boolean needed = label != Verdict.NOT_ENOUGH_INFO;
    if ((evidence == 0) == needed && !(imported && needed)) {
      throw new UserError(
          at
              + ".evidence: SUPPORTED and REFUTED need a quote, NOT_ENOUGH_INFO has none; got "
              + label
              + " with "
              + evidence);
    }
    if (why.isEmpty() && label != Verdict.SUPPORTED) {
      throw new UserError(at + ".why: expected a short reason for " + label + ", got none");
    }
    if (via && label != Verdict.SUPPORTED) {
      throw new UserError(at + ".via: only SUPPORTED can be via a speaker, got " + label);
    }
  }
}
