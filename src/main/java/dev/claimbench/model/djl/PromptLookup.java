package dev.claimbench.model.djl;

import java.util.Arrays;

/**
 * Drafts how a text goes on: as it did the last time that its last tokens stood in it. Answers
 * copy: quotes and evidence from the article and the claim, each claim from its quote (prompt
 * lookup decoding, Saxena 2023, after the speculative decoding of Leviathan et al. 2023, Fast
 * Inference from Transformers via Speculative Decoding).
 *
 * <p>The more tokens are alike, the likelier are the next ones. So one more is drafted than are
 * alike: after one token two, after eight nine.
 *
 * @param from where the part of the text begins that is looked through; what all prompts begin with
 *     holds examples, which answers begin like but do not copy
 * @param most tokens of a draft; 0 for none
 */
record PromptLookup(int from, int most) {
  /** More gain little, and each costs a row of scores over the whole vocabulary. */
  static final int MOST = 12;

  /**
   * The tokens that may come next; none where the last one is new.
   *
   * @param length of the text
   */
  int[] draft(int[] text, int length) {
    int alike = 0;
    int after = length;
    for (int end = length - 1; end > from && alike < most; end--) {
      int run = 0;
      while (run < most && end - run > from && text[end - 1 - run] == text[length - 1 - run]) {
        run++;
      }
      if (run > alike) {
        alike = run;
        after = end;
      }
    }
    int drafted = alike == 0 ? 0 : Math.min(alike + 1, most);
    return Arrays.copyOfRange(text, after, Math.min(length, after + drafted));
  }
}
