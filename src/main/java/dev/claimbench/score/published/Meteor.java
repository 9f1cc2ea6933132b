package dev.claimbench.score.published;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * METEOR of one text against one reference, in [0, 1]: words are matched exactly, then by stem,
 * then by WordNet's synonyms; precision P and recall R give F = PR / (0.9 P + 0.1 R), less a
 * penalty for how scattered the matches are: F (1 - 0.5 (chunks / matches)³). Sources: Lavie and
 * Agarwal (2007), <i>METEOR: An Automatic Metric for MT Evaluation with High Levels of Correlation
 * with Human Judgments</i>, WMT; {@code nltk.translate.meteor_score.single_meteor_score}, whose
 * greedy matching from the end is kept, since published figures rest on it.
 *
 * <p>Not for use by several threads at once.
 */
final class Meteor {
  private static final double ALPHA = 0.9;
  private static final double GAMMA = 0.5;

  private final Function<String, Set<String>> synonyms;

  /**
   * @param synonyms of a word in lower case
   */
  Meteor(Function<String, Set<String>> synonyms) {
    this.synonyms = synonyms;
  }

  private record Token(int position, String word) {}

  private record Match(int hypothesis, int reference) {}

  /** Of two texts as people write them. */
  double of(String hypothesis, String reference) {
    return of(TreebankWords.of(hypothesis), TreebankWords.of(reference));
  }

  /** Of two lists of words. */
  double of(List<String> hypothesis, List<String> reference) {
    List<Token> left = tokens(hypothesis);
    List<Token> right = tokens(reference);
    List<Match> matches = new ArrayList<>();
    match(left, right, matches, String::equals);
    stem(left);
    stem(right);
    match(left, right, matches, String::equals);
    // What is left are stems: nltk looks those up, not the words.
    match(left, right, matches, (h, r) -> h.equals(r) || synonyms.apply(h).contains(r));
    if (matches.isEmpty()) {
      return 0;
    }
    double precision = matches.size() / (double) hypothesis.size();
    double recall = matches.size() / (double) reference.size();
    double mean = precision * recall / (ALPHA * precision + (1 - ALPHA) * recall);
    double scattered = chunks(matches) / (double) matches.size();
    return (1 - GAMMA * Math.pow(scattered, 3)) * mean;
  }

  private static List<Token> tokens(List<String> words) {
    List<Token> tokens = new ArrayList<>();
    for (String word : words) {
      tokens.add(new Token(tokens.size(), word.toLowerCase(Locale.ROOT)));
    }
    return tokens;
  }

  private static void stem(List<Token> tokens) {
    tokens.replaceAll(t -> new Token(t.position(), PorterStemmer.stem(t.word())));
  }

  /** Takes out what fits, from the end; the last that fits is taken. */
  private static void match(
      List<Token> hypothesis,
      List<Token> reference,
      List<Match> matches,
      BiPredicate<String, String> fits) {
    for (int i = hypothesis.size() - 1; i >= 0; i--) {
      for (int j = reference.size() - 1; j >= 0; j--) {
        if (fits.test(hypothesis.get(i).word(), reference.get(j).word())) {
          matches.add(new Match(hypothesis.remove(i).position(), reference.remove(j).position()));
          break;
        }
      }
    }
  }

  /** Runs of matches that are next to each other in both texts. */
  private static int chunks(List<Match> matches) {
    matches.sort(Comparator.comparingInt(Match::hypothesis));
    int chunks = 1;
    for (int i = 1; i < matches.size(); i++) {
      Match before = matches.get(i - 1);
      Match next = matches.get(i);
      boolean adjacent =
          next.hypothesis() == before.hypothesis() + 1
              && next.reference() == before.reference() + 1;
      chunks += adjacent ? 0 : 1;
    }
    return chunks;
  }
}
