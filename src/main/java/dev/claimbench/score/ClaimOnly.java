package dev.claimbench.score;

import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.SideBySide;
import dev.claimbench.text.TextIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a verdict can be guessed to be from the claim's text alone: multinomial naive Bayes over the
 * claim's words and pairs of words, with one added to every count (Manning, Raghavan and Schütze
 * 2008, ch. 13). A gold set on which this beats a constant answer gives its labels away.
 */
final class ClaimOnly {
  private static final List<Verdict> ORDER = VerdictDetail.ORDER;
  private static final int CLASSES = ORDER.size();
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

  /** Of a large set there are a million: as objects they take a hundred megabytes. */
  private final CompactTexts names = new CompactTexts();

  private final TextIndex places = new TextIndex(names);

  /** Of each feature, by its place, how often it stands in claims of each class. */
  private int[] counts = new int[1 << 8];

  private final int[] labels = new int[CLASSES];
  private final long[] features = new long[CLASSES];

  /** Features of the texts that are guessed at now: each is looked at several times. */
  private final Map<String, Set<String>> recent = new HashMap<>();

  private ClaimOnly(List<GoldVerdict> training) {
    withFeatures(
        training,
        v -> {
          add(v, 1);
          recent.clear();
        });
  }

  /**
   * A guess for each scored verdict, always by a model that has not seen the verdict's own family.
   *
   * @param training what it learns from: other verdicts, or the very list of the scored ones, which
   *     is cross-validation
   * @param scored those of one story one after the other
   * @return in the order of {@code scored}
   */
  static List<Verdict> guesses(List<GoldVerdict> training, List<GoldVerdict> scored) {
    boolean isCrossValidation = training == scored;
    Map<String, List<GoldVerdict>> known = isCrossValidation ? Map.of() : byFamily(training);
    ClaimOnly model = new ClaimOnly(training);
    List<Verdict> guesses = new ArrayList<>();
    List<GoldVerdict> story = new ArrayList<>();
    // A story at a time: of a large set they are not all in memory.
    model.withFeatures(
        scored,
        verdict -> {
          if (!story.isEmpty() && !story.get(0).claim().story().equals(verdict.claim().story())) {
            guesses.addAll(model.guesses(story, isCrossValidation ? byFamily(story) : known));
            story.clear();
          }
          story.add(verdict);
        });
    guesses.addAll(model.guesses(story, isCrossValidation ? byFamily(story) : known));
    return guesses;
  }

  /** Takes verdicts in their order, the features of each already in {@link #recent}. */
  private void withFeatures(List<GoldVerdict> verdicts, Consumer<GoldVerdict> taker) {
    SideBySide.forEach(
        verdicts,
        v -> Map.entry(v, wordsAndPairs(v.claim().text())),
        read -> {
          recent.put(read.getKey().claim().text(), read.getValue());
          taker.accept(read.getKey());
        });
  }

  private List<Verdict> guesses(List<GoldVerdict> scored, Map<String, List<GoldVerdict>> known) {
    Map<String, Verdict> guesses = new HashMap<>();
    byFamily(scored)
        .forEach(
            (family, verdicts) -> {
              List<GoldVerdict> own = known.getOrDefault(family, List.of());
              own.forEach(v -> add(v, -1));
              verdicts.forEach(v -> guesses.put(v.id(), guess(v.claim().text())));
              own.forEach(v -> add(v, 1));
            });
    recent.clear();
    return scored.stream().map(v -> guesses.get(v.id())).toList();
  }

  private static Map<String, List<GoldVerdict>> byFamily(List<GoldVerdict> verdicts) {
    return verdicts.stream().collect(Collectors.groupingBy(ClaimOnly::family));
  }

  static String family(GoldVerdict v) {
    return v.claim().story() + "/" + v.claim().family();
  }

  private void add(GoldVerdict v, int times) {
    int label = ORDER.indexOf(v.label());
    labels[label] += times;
    for (String feature : features(v.claim().text())) {
      // Not in one expression: the array would be looked up before a new place lets it grow.
      int at = CLASSES * place(feature) + label;
      counts[at] += times;
      features[label] += times;
    }
  }

  private int place(String feature) {
    int place = places.find(feature);
    if (place >= 0) {
      return place;
    }
    int added = names.size();
    names.add(feature);
    places.add(feature, added);
    if (counts.length < CLASSES * names.size()) {
      counts = Arrays.copyOf(counts, counts.length + counts.length / 2);
    }
    return added;
  }

  private Verdict guess(String text) {
    int[] known = features(text).stream().mapToInt(places::find).filter(p -> p >= 0).toArray();
    double best = Double.NEGATIVE_INFINITY;
    Verdict guess = Verdict.NOT_ENOUGH_INFO;
    for (int k = 0; k < CLASSES; k++) {
      double score = StrictMath.log(labels[k] + 1);
      for (int feature : known) {
        double vocabulary = names.size();
        score += StrictMath.log((counts[CLASSES * feature + k] + 1) / (features[k] + vocabulary));
      }
      if (score > best) {
        best = score;
        guess = ORDER.get(k);
      }
    }
    return guess;
  }

  private Set<String> features(String text) {
    return recent.computeIfAbsent(text, ClaimOnly::wordsAndPairs);
  }

  /** Sorted, so that sums over them are the same on every run. */
  private static Set<String> wordsAndPairs(String text) {
    Set<String> features = new TreeSet<>();
    String previous = "^";
    for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        features.add(word);
        features.add(previous + " " + word);
        previous = word;
      }
    }
    return features;
  }
}
