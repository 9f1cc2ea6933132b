package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The similarity, τ and the rules of a match, on the hand-labelled pairs they were chosen on. */
class DevelopmentPairsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path EVAL = Path.of("eval");

  private record Labelled(String a, String b, String label, String change) {
    private double alike(Similarity similarity) {
      return similarity.of(Masking.mask(a), Masking.mask(b));
    }

    private boolean agrees() {
      return Match.compare(Claims.claim(a), Claims.claim(b), Optional.empty()).agrees();
    }
  }

  private static final List<Labelled> PAIRS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    for (JsonNode story : YAML.readTree(EVAL.resolve("stories.yaml").toFile()).get("stories")) {
      Path file = EVAL.resolve("pairs/" + story.get("id").asText() + ".yaml");
      if (!story.get("split").asText().equals("dev") || !Files.exists(file)) {
        continue;
      }
      for (JsonNode p : YAML.readTree(file.toFile()).get("pairs")) {
        PAIRS.add(
            new Labelled(
                p.get("a").asText(),
                p.get("b").asText(),
                p.get("label").asText(),
                p.path("change").asText("")));
      }
    }
  }

  private static List<Labelled> with(Predicate<Labelled> filter) {
    return PAIRS.stream().filter(filter).toList();
  }

  /** Area under the ROC curve: how often a pair of one subject is more alike than another one. */
  private static double auc(Similarity similarity) {
    double[] same = alike(similarity, p -> p.label.equals("same") || p.label.equals("contrary"));
    double[] different = alike(similarity, p -> p.label.equals("different"));
    double wins = 0;
    for (double s : same) {
      for (double d : different) {
        wins += s > d ? 1 : s == d ? 0.5 : 0;
      }
    }
    return wins / ((double) same.length * different.length);
  }

  private static double[] alike(Similarity similarity, Predicate<Labelled> filter) {
    return with(filter).stream().mapToDouble(p -> p.alike(similarity)).toArray();
  }

  @Test
  void the_default_similarity_is_the_best_pure_java_one() {
    // The pairs are chosen to be hard: those of different subjects share most of their words.
    double chosen = auc(Aligner.DEFAULT_SIMILARITY);
    assertThat(chosen).isGreaterThan(0.65);
    for (Similarity other :
        List.of(
            new TokenF1(),
            new CharacterNgrams(3),
            new CharacterNgrams(4),
            new ContentNgrams(4),
            new WeightedSimilarity(
                List.of(
                    new WeightedSimilarity.Part(new TokenF1(), 1),
                    new WeightedSimilarity.Part(new ContentNgrams(3), 1))))) {
      assertThat(auc(other)).as(other.name()).isLessThanOrEqualTo(chosen);
    }
  }

  @Test
  void most_of_what_says_the_same_agrees() {
    List<Labelled> same = with(p -> p.label.equals("same"));
    assertThat(same).hasSizeGreaterThan(50);
    long agreeing = same.stream().filter(Labelled::agrees).count();
    assertThat((double) agreeing / same.size()).isGreaterThan(0.9);
  }

  @Test
  void changed_numbers_dates_and_speakers_are_contrary() {
    for (String change : List.of("number", "date", "speaker")) {
      List<Labelled> changed = with(p -> p.label.equals("contrary") && p.change.equals(change));
      assertThat(changed).as(change).hasSizeGreaterThan(5);
      long agreeing = changed.stream().filter(Labelled::agrees).count();
      assertThat((double) agreeing / changed.size()).as(change).isLessThan(0.1);
    }
  }
}
