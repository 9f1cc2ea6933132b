package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeteorTest {
  private static final Meteor WITHOUT_SYNONYMS = new Meteor(word -> Set.of());
  private static final Meteor METEOR = new Meteor(WordNet.open()::synonyms);

  static Stream<JsonNode> recorded() throws IOException {
    return rows("nltk-3.10.jsonl");
  }

  private static Stream<JsonNode> rows(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines(name)) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows.stream();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = MeteorTest.class.getResourceAsStream("/meteor/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_pair_of_sentences_scores_as_nltk_scores_it(JsonNode pair) {
    double score =
        METEOR.of(
            TreebankWords.ofSentence(pair.get("hypothesis").asText()),
            TreebankWords.ofSentence(pair.get("reference").asText()));
    assertThat(score).isEqualTo(pair.get("meteor").asDouble());
  }

  @Test
  void the_penalty_is_for_scattered_matches() {
    // All 4 words match, in 2 chunks (c d | a b): P = R = F = 1, 1 - 0.5 · (2/4)³ = 0.9375.
    assertThat(WITHOUT_SYNONYMS.of("c d a b", "a b c d")).isEqualTo(0.9375);
    // P = 1/2, R = 1: F = 0.5 / (0.45 + 0.1) = 10/11, times 1 - 0.5 · 1³.
    assertThat(WITHOUT_SYNONYMS.of("a x", "a")).isCloseTo(5.0 / 11, within(1e-15));
    assertThat(WITHOUT_SYNONYMS.of("a", "b")).isEqualTo(0);
    assertThat(WITHOUT_SYNONYMS.of("", "b")).isEqualTo(0);
  }

  @Test
  void stems_are_nltks() throws IOException {
    List<String> lines = lines("stems.tsv");
    assertThat(lines).hasSizeGreaterThan(500);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(PorterStemmer.stem(line.substring(0, line.indexOf('\t'))))
                    .isEqualTo(line.substring(line.indexOf('\t') + 1)));
  }

  @Test
  void a_sentences_words_are_nltks() throws IOException {
    assertThat(rows("words.jsonl"))
        .hasSizeGreaterThan(70)
        .allSatisfy(
            row ->
                assertThat(TreebankWords.ofSentence(row.get("sentence").asText()))
                    .isEqualTo(
                        StreamSupport.stream(row.get("words").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList()));
  }

  @Test
  void words_are_the_treebanks() {
    assertThat(TreebankWords.of("Dr. Reth didn't pay $3.50 (\"too much\"). It's over."))
        .containsExactly(
            "Dr.", "Reth", "did", "n't", "pay", "$", "3.50", "(", "``", "too", "much", "''", ")",
            ".", "It", "'s", "over", ".");
  }

  @Test
  void a_full_stop_within_a_sentence_does_not_end_it() {
    assertThat(
            TreebankWords.sentences("Mr. T. Vell of the U.S. Army left. \"No,\" he said. 12 came."))
        .containsExactly("Mr. T. Vell of the U.S. Army left.", "\"No,\" he said.", "12 came.");
    assertThat(TreebankWords.of(" ")).isEmpty();
  }

  @Test
  void synonyms_are_of_all_base_forms() {
    WordNet wordNet = WordNet.open();
    assertThat(wordNet.synonyms("cars")).contains("car", "auto", "automobile", "railcar");
    // An exception of WordNet's: no rule leads from geese to goose.
    assertThat(wordNet.synonyms("geese")).contains("goose", "fathead");
    assertThat(wordNet.synonyms("zzz")).isEmpty();
  }

  @Property
  void it_lies_between_nothing_and_one(
      @ForAll @Size(max = 8) List<@AlphaChars @StringLength(min = 1, max = 2) String> hypothesis,
      @ForAll @Size(max = 8) List<@AlphaChars @StringLength(min = 1, max = 2) String> reference) {
    assertThat(WITHOUT_SYNONYMS.of(hypothesis, reference)).isBetween(0.0, 1.0);
  }

  @Property
  void a_text_against_itself_loses_only_the_penalty_of_one_chunk(
      @ForAll @Size(min = 1, max = 8)
          Set<@AlphaChars @StringLength(min = 3, max = 5) String> words) {
    List<String> text = words.stream().map(w -> w.toLowerCase(Locale.ROOT)).distinct().toList();
    int n = text.size();
    assertThat(WITHOUT_SYNONYMS.of(text, text)).isCloseTo(1 - 0.5 / (n * n * n), within(1e-12));
  }
}
