package dev.claimbench.strategy;

import dev.claimbench.align.Similarity;
import dev.claimbench.align.WritingScript;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks k times, each time with another seed. Of verdicts the most frequent is taken (of equals the
 * one that came first): Wang et al. (2023), <i>Self-consistency improves chain of thought
 * reasoning</i>, ICLR. Of lists of claims the one that is most like the others: minimum Bayes risk,
 * Kumar and Byrne (2004), HLT-NAACL. Samples that are no valid answer have no vote.
 */
public final class SelfConsistency extends AdaptedModel {
  /** Between two samples; repeats of a run have the seeds next to each other. */
  private static final int STRIDE = 10_007;

  private final int samples;
  private final Similarity similarity;

  /**
   * @param samples 2 or more
   */
  public SelfConsistency(Model inner, int samples, Similarity similarity) {
    super(inner, "self-consistency " + samples, similarity.name(), true);
    if (samples < 2) {
      throw new IllegalArgumentException("self-consistency needs 2 samples, got " + samples);
    }
    this.samples = samples;
    this.similarity = similarity;
  }

  /** Refuses what would give k times the same answer. */
  public static void requireTemperature(String where, double temperature) {
    if (!(temperature > 0)) {
      throw new UserError(
          where + ": self-consistency needs a temperature above 0: at 0 all samples are the same");
    }
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException {
    requireTemperature("self-consistency", sampling.temperature());
    ReplySum sum = new ReplySum();
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      Sampling own = sampling.withSeed(sampling.seed() + i * STRIDE);
      replies.add(sum.add(inner.ask(prompt, own, repeat)));
    }
    Reply chosen = Tasks.EXTRACT.asks(prompt) ? middle(prompt, replies) : vote(prompt, replies);
    return sum.as(chosen.text(), chosen);
  }

  private static Reply vote(Prompt prompt, List<Reply> replies) {
    // In the order in which they came up.
    Map<Verdict, List<Reply>> votes = new LinkedHashMap<>();
    for (Reply reply : replies) {
      if (Tasks.VERIFY.reader().read(prompt, reply) instanceof Answer.Parsed<Judgement> parsed) {
        votes.computeIfAbsent(parsed.value().verdict(), v -> new ArrayList<>()).add(reply);
      }
    }
    Reply best = replies.get(0);
    int most = 0;
    for (List<Reply> same : votes.values()) {
      if (same.size() > most) {
        best = same.get(0);
        most = same.size();
      }
    }
    return best;
  }

  private Reply middle(Prompt prompt, List<Reply> replies) {
    List<Reply> valid = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Reply reply : replies) {
      text(prompt, reply)
          .ifPresent(
              text -> {
                valid.add(reply);
                texts.add(text);
              });
    }
    double[][] alike = similarity.matrix(texts, texts);
    for (int i = 0; i < alike.length; i++) {
      for (int j = 0; j < alike.length; j++) {
        if (WritingScript.cannotBeCompared(texts.get(i), texts.get(j))) {
          alike[i][j] = 0;
        } else if (WritingScript.isMostlyOther(texts.get(i))) {
          alike[i][j] = 1;
        }
      }
    }
    Reply best = valid.isEmpty() ? replies.get(0) : valid.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < alike.length; i++) {
      double sum = 0;
      for (double s : alike[i]) {
        sum += s;
      }
      if (sum > most) {
        most = sum;
        best = valid.get(i);
      }
    }
    return best;
  }

  private static Optional<String> text(Prompt prompt, Reply reply) {
    return Tasks.EXTRACT.reader().read(prompt, reply) instanceof Answer.Parsed<List<Claim>> parsed
        ? Optional.of(parsed.value().stream().map(Claim::text).collect(Collectors.joining(" ")))
        : Optional.empty();
  }
}
