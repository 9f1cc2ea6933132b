package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold of version 2: where passages stand, in code points, instead of their words. */
class PassagesTest {
  // 🌊 is one code point and two chars: everything after it tells the two ways of counting apart.
  private static final String TEXT = "Boats 🌊\n\nBoats shut the port. Boats.";
  private static final Article PORT = new Article("port", "sea", "", "", Optional.empty(), TEXT);

  private static final String GOLD =
      """
      version: 2
      article: port
      article_sha256: %s
      weights: guide
      claims:
        - id: c01
          text: "Boats closed the port."
          quotes: [{start: 9, length: 20, hash: "%s"}]
          speaker: null
          kind: event
          quantity: null
          date: null
          hedge: none
          weight: must
      furniture: [{start: 0, length: 7, hash: "%s"}, {start: 30, length: 5, hash: "%s"}]
      """
          .formatted(
              Sha256.sha256(TEXT), hash("Boats shut the port."), hash("Boats 🌊"), hash("Boats"));
  private static final String VERIFY =
      """
      version: 2
      story: sea
      claims:
        - id: v01
          text: "Boats opened the port."
          family: f1
          error: merged
          false_by_design: true
          verdicts:
            port: {label: REFUTED, evidence: [{start: 9, length: 20, hash: "%s"}], why: "shut"}
      """
          .formatted(hash("Boats shut the port."));

  @TempDir Path dir;

  private static String hash(String words) {
    return Sha256.sha256(words).substring(0, 8);
  }

  private GoldSet read(String gold, String verify, Article... articles) throws IOException {
    Files.writeString(Files.createDirectories(dir.resolve("gold")).resolve("port.yaml"), gold);
    Files.writeString(Files.createDirectories(dir.resolve("verify")).resolve("sea.yaml"), verify);
    return GoldFolder.read(dir, dir, List.of(articles));
  }

  private void isRefused(String gold, String message) {
    assertThatThrownBy(() -> read(gold, VERIFY, PORT))
        .isInstanceOf(UserError.class)
        .hasMessage(dir.resolve("gold/port.yaml") + ": " + message);
  }

  @Test
  void places_are_counted_in_code_points_and_become_the_words_that_stand_there()
      throws IOException {
    GoldSet gold = read(GOLD, VERIFY, PORT);
    GoldArticle article = gold.articles().get(0);
    assertThat(article.claims().get(0).claim().quotes()).containsExactly("Boats shut the port.");
    assertThat(article.boilerplate())
        .containsExactly(
            new Passage("Boats 🌊", OptionalInt.of(0)), new Passage("Boats", OptionalInt.of(30)));
    assertThat(gold.verdicts().get(0).evidence()).containsExactly("Boats shut the port.");
    assertThat(gold.verdicts().get(0).claim().error()).contains(ModelError.MERGED);
  }

  @Test
  void another_edition_of_the_article_is_refused_with_both_hashes() {
    String other = TEXT + "!";
    assertThatThrownBy(
            () -> read(GOLD, VERIFY, new Article("port", "sea", "", "", Optional.empty(), other)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            dir.resolve("gold/port.yaml")
                + ": article_sha256: the labels are of another edition of port; expected "
                + Sha256.sha256(TEXT)
                + ", got "
                + Sha256.sha256(other)
                + "; get the edition that was labelled");
  }

  @Test
  void a_place_with_other_words_or_none_is_refused() {
    isRefused(
        GOLD.replace("start: 9, length: 20", "start: 10, length: 20"),
        "claims[0].quotes[0].hash: expected "
            + hash("Boats shut the port.")
            + ", got "
            + hash("oats shut the port. ")
            + " at this place of article port: \"oats shut the port. \"; the place is wrong or the"
            + " text is not the one that was labelled");
    isRefused(
        GOLD.replace("start: 30, length: 5", "start: 36, length: 5"),
        "furniture[1]: code points 36 to 41 of article port, which has 36; expected the text that"
            + " was labelled");
    isRefused(
        GOLD.replace("start: 30, length: 5", "start: 1000000000, length: 1000000000"),
        "furniture[1]: code points 1000000000 to 2000000000 of article port, which has 36; expected"
            + " the text that was labelled");
  }

  @Test
  void words_and_places_are_not_mixed_in_one_file() {
    assertThatThrownBy(() -> read(GOLD.replaceAll("\\[\\{start: 9.*", "[Boats]"), VERIFY, PORT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("claims[0].quotes[0]: ");
    assertThatThrownBy(() -> read(GOLD.replace("version: 2", "version: 1"), VERIFY, PORT))
        .isInstanceOf(UserError.class);
  }

  @Test
  void must_follows_from_the_number_of_summaries_where_the_file_says_so() throws IOException {
    String summaries = GOLD.replace("weights: guide", "weights: summaries");
    String none =
        "claims[0].summaries: expected a number in each claim where weights is summaries,"
            + " and none elsewhere; got ";
    isRefused(summaries, none + "none");
    isRefused(GOLD.replace("weight: must", "weight: must\n    summaries: 2"), none + "2");
    isRefused(
        summaries.replace("weight: must", "weight: must\n    summaries: 0"),
        "claims[0].weight: expected must where summaries is above 0 and may elsewhere, got must"
            + " with 0");
    GoldSet gold =
        read(summaries.replace("weight: must", "weight: must\n    summaries: 2"), VERIFY, PORT);
    assertThat(gold.articles().get(0).claims().get(0).required()).isTrue();
  }
}
