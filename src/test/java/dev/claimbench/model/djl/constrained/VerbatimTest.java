package dev.claimbench.model.djl.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerbatimTest {
  private static final String QUOTE =
      """
      {"type": "object", "required": ["quote", "why"], "properties": {
        "quote": {"type": "string", "format": "verbatim", "minLength": 4, "maxLength": 12},
        "why": {"enum": ["a", "b"]}}}\
      """;

  private static final String ARTICLE =
      "He said: \"Don’t \\n"
          + " me\".\n\n"
          + "The café — 40% of it — is shut; caf\u00e9s \uD83D\uDE00\uD83D\uDE01 too.\tTabs";

  private static final Vocabulary VOCABULARY = Vocabularies.ofSize(2000);

  @Test
  void whatever_a_model_does_its_quotes_are_in_the_article() throws JsonProcessingException {
    Constraint constraint = Constraint.compile(QUOTE, VOCABULARY).over(ARTICLE);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      String text = RandomAnswers.write(constraint.start(), random);
      String quote = Json.PLAIN.readTree(text).get("quote").asText();
      assertThat(ARTICLE).contains(quote);
      assertThat(quote.codePointCount(0, quote.length())).isBetween(4, 12);
    }
  }

  @Test
  void every_passage_can_be_written() {
    Constraint constraint = Constraint.compile(QUOTE, VOCABULARY).over(ARTICLE);
    int[] points = ARTICLE.codePoints().toArray();
    for (int length = 4; length <= 12; length++) {
      for (int from = 0; from + length <= points.length; from++) {
        String json = written(new String(points, from, length));
        assertThat(accepts(constraint, "{\"quote\":\"" + json + "\",\"why\":\"a\"}"))
            .as(json)
            .isTrue();
      }
    }
  }

  @Test
  void half_an_escape_is_no_passage() {
    // The article has a backslash and then an n; the JSON of that, \\n, has \n in it.
    String schema = "{\"type\": \"string\", \"format\": \"verbatim\"}";
    Constraint constraint = Constraint.compile(schema, VOCABULARY).over("a\\nb");
    assertThat(accepts(constraint, "\"\\\\n\"")).isTrue();
    assertThat(accepts(constraint, "\"\\n\"")).isFalse();
  }

  @Test
  void a_quote_does_not_begin_where_it_could_not_become_long_enough() {
    String schema = "{\"type\": \"string\", \"format\": \"verbatim\", \"minLength\": 3}";
    Decoding decoding = Constraint.compile(schema, VOCABULARY).over("abcdx").start();
    decoding.accept('"');
    assertThat(decoding.allows('c')).isTrue();
    assertThat(decoding.allows('d')).isFalse();
  }

  @Test
  void an_article_too_short_for_a_quote_is_refused() {
    Constraint constraint = Constraint.compile(QUOTE, VOCABULARY);
    assertThatThrownBy(() -> constraint.over("abc"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the schema, at /properties/quote: expected a passage of 4 characters or more, the"
                + " article has 3");
    assertThatThrownBy(constraint::start).isInstanceOf(IllegalStateException.class);
    assertThat(constraint.needsArticle()).isTrue();
  }

  @Test
  void without_a_least_length_no_quote_at_all_is_one() {
    String schema = "{\"type\": \"string\", \"format\": \"verbatim\", \"maxLength\": 2}";
    Constraint constraint = Constraint.compile(schema, VOCABULARY).over("");
    assertThat(accepts(constraint, "\"\"")).isTrue();
    assertThat(accepts(constraint, "\"a\"")).isFalse();
  }

  private static String written(String passage) {
    StringBuilder json = new StringBuilder();
    passage
        .codePoints()
        .forEach(c -> json.append(new String(SuffixAutomaton.json(c), StandardCharsets.UTF_8)));
    return json.toString();
  }

  private static boolean accepts(Constraint constraint, String text) {
    Decoding decoding = constraint.start();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!decoding.allows(b & 0xFF)) {
        return false;
      }
      decoding.accept(b & 0xFF);
    }
    return decoding.finished();
  }
}
