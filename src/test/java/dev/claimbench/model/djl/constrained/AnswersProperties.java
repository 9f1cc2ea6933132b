package dev.claimbench.model.djl.constrained;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReader;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a model does, a finished answer is valid: 10,000 answers, read and checked as those of
 * any other runtime are.
 */
class AnswersProperties {
  private static final Vocabulary VOCABULARY = Vocabularies.ofSize(4000);
  private static final AnswerReader<JsonNode> READER = new AnswerReader<>(Function.identity());
  private static final Article ARTICLE =
      new Article(
          "a", "s", "", "", Optional.empty(), "It said: \"40 café\\boats\" were\n\nsold — in May.");

  @Example
  void verdicts_are_valid() throws IOException {
    answers("verify", false, 3000);
  }

  @Example
  void claims_are_valid() throws IOException {
    answers("extract", false, 800);
  }

  @Example
  void with_quotes_held_to_the_article_too() throws IOException {
    answers("verify", true, 2000);
    answers("extract", true, 200);
  }

  private static void answers(String task, boolean verbatim, int times) throws IOException {
    String schema = Files.readString(Path.of("prompts", task + ".schema.json"));
    if (verbatim) {
      schema =
          schema.replaceAll(
              "(\"(quote|evidence)\": \\{\"type\": \"string\")", "$1, \"format\": \"verbatim\"");
    }
    Constraint constraint = Constraint.compile(schema, VOCABULARY).over(ARTICLE.text());
    SplittableRandom random = new SplittableRandom(times);
    for (int i = 0; i < times; i++) {
      JsonNode answer = check(schema, RandomAnswers.write(constraint.start(), random));
      if (verbatim) {
        answer.findValues("quote").forEach(q -> assertThat(ARTICLE.text()).contains(q.asText()));
        answer.findValues("evidence").forEach(q -> assertThat(ARTICLE.text()).contains(q.asText()));
      }
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void answers_to_any_schema_are_valid(@ForAll("schemas") String schema, @ForAll long seed) {
    Constraint constraint = Constraint.compile(schema, VOCABULARY);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10; i++) {
      check(schema, RandomAnswers.write(constraint.start(), random));
    }
  }

  /** The mask by the tree, and each token on its own, byte by byte. */
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void the_mask_holds_the_tokens_that_can_be_written(
      @ForAll("schemas") String schema, @ForAll long seed) {
    Decoding decoding = Constraint.compile(schema, VOCABULARY).start();
    SplittableRandom random = new SplittableRandom(seed);
    while (!decoding.finished()) {
      var allowed = decoding.allowed();
      for (int i = 0; i < 200; i++) {
        int token = random.nextInt(VOCABULARY.size());
        assertThat(decoding.allows(token))
            .as("%d after %s", token, decoding.text())
            .isEqualTo(allowed.get(token));
      }
      decoding.forced().ifPresent(token -> assertThat(allowed.get(token)).isTrue());
      decoding.accept(RandomAnswers.any(allowed, random));
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void quotes_are_passages_of_any_article(@ForAll String article, @ForAll long seed)
      throws IOException {
    String schema = "{\"type\": \"string\", \"format\": \"verbatim\", \"maxLength\": 30}";
    Constraint constraint = Constraint.compile(schema, VOCABULARY).over(article);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5; i++) {
      String answer = RandomAnswers.write(constraint.start(), random);
      assertThat(article).contains(Json.PLAIN.readTree(answer).asText());
    }
  }

  @Provide
  Arbitrary<String> schemas() {
    return Arbitraries.integers().between(0, 2).flatMap(Schemas::ofDepth);
  }

  private static JsonNode check(String schema, String text) {
    Prompt prompt = new Prompt("t", "i", "", "", schema, "", ARTICLE, Optional.empty());
    Reply reply = Reply.of(text);
    Answer<JsonNode> answer = READER.read(prompt, reply);
    assertThat(answer).as("%s for %s", text, schema).isInstanceOf(Answer.Parsed.class);
    JsonNode tree = ((Answer.Parsed<JsonNode>) answer).value();
    assertThat(tree.toString().length()).isPositive();
    return tree;
  }
}
