package dev.claimbench.score;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.JudgementFormat;
import dev.claimbench.text.PackedList;
import java.util.List;
import java.util.Map;

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
    // One that is packed cannot be changed, and a copy would unpack it.
    verify = verify instanceof PackedResults ? verify : List.copyOf(verify);
    usage = usage instanceof PackedList ? usage : List.copyOf(usage);
    withoutArticle = List.copyOf(withoutArticle);
    others = List.copyOf(others);
  }

  /**
   * Takes the verdicts of a large run one by one, and what their calls cost, so that they are never
   * in memory as a whole.
   */
  public static final class Packing {
    private final Map<String, Article> articles;
    private final List<GoldVerdict> golds;
    private final PackedList.Builder<Answer<Judgement>> answers =
        new PackedList.Builder<>(new JudgementFormat());
    private final PackedList.Builder<Usage> usage = new PackedList.Builder<>(new UsageFormat());

    /**
     * @param articles by id, all that the verdicts are about
     * @param golds in the order of {@link GoldVerdict#id()}; nobody changes them
     */
    public Packing(Map<String, Article> articles, List<GoldVerdict> golds) {
      this.articles = articles;
      this.golds = golds;
    }

    /** The next one, in the order of {@code golds}; asked once. */
    public void add(VerifyResult result) {
      answers.add(result.answer());
    }

    /** What a call cost. */
    public void add(Usage call) {
      usage.add(call);
    }

    /** What came of it, beside all other results; either all of the labels were judged or none. */
    public Results build(
        List<ExtractResult> extract, List<VerifyResult> withoutArticle, List<TaskResult> others) {
      PackedList<Answer<Judgement>> judged = answers.build();
      return new Results(
          extract,
          judged.isEmpty() ? List.of() : new PackedResults(articles, golds, judged),
          usage.build(),
          withoutArticle,
          others);
    }
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
