package dev.claimbench.align.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.claimbench.text.UserError;
import dev.langchain4j.spi.model.embedding.EmbeddingModelFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EmbeddingSimilarityTest {
  private final List<String> asked = new ArrayList<>();
  private final EmbeddingFile vectors = new EmbeddingFile("toy");
  private final EmbeddingSimilarity similarity =
      new EmbeddingSimilarity("toy", vectors, this::embed);

  private float[] embed(String text) {
    asked.add(text);
    return switch (text) {
      case "east" -> new float[] {1, 0};
      case "north" -> new float[] {0, 2};
      case "north-east" -> new float[] {1, 1};
      default -> new float[] {-1, 0};
    };
  }

  @Test
  void alike_is_the_cosine_and_never_below_zero() {
    assertThat(similarity.of("east", "north-east"))
        .isCloseTo(Math.sqrt(0.5), within(1e-12)); // 45 degrees
    assertThat(similarity.of("east", "north")).isZero();
    assertThat(similarity.of("east", "west")).isZero();
    assertThat(similarity.of("any", "any")).isEqualTo(1);
  }

  @Test
  void a_text_is_embedded_once() {
    similarity.matrix(List.of("east", "north"), List.of("north", "east", "north-east"));
    similarity.of("north", "east");
    assertThat(asked).containsExactly("east", "north", "north-east");
  }

  @Test
  void stored_vectors_need_no_model_and_give_the_same_bytes() {
    double before = similarity.of("east", "north-east");
    String json = vectors.json();
    EmbeddingFile again = EmbeddingFile.read("vectors.json", json, "toy");
    EmbeddingSimilarity stored =
        new EmbeddingSimilarity(
            "toy",
            again,
            text -> {
              throw new AssertionError("asked for " + text);
            });
    assertThat(stored.of("east", "north-east")).isEqualTo(before);
    assertThat(again.json()).isEqualTo(json);
  }

  @Test
  void another_models_vectors_are_not_taken() {
    similarity.of("east", "north");
    String json = vectors.json();
    assertThatThrownBy(() -> EmbeddingFile.read("v.json", json, "other"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "v.json: expected version 1 of model other, got version 1 of 'toy';"
                + " delete it to have it made again");
    assertThatThrownBy(() -> EmbeddingFile.read("v.json", json.replace("AA", "A"), "toy"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("v.json: expected vectors of 2 numbers");
    assertThatThrownBy(() -> EmbeddingFile.read("v.json", "{", "toy"))
        .hasMessageContaining("not JSON");
  }

  @Test
  void an_installation_without_the_model_says_how_to_get_it() {
    assumeThat(ServiceLoader.load(EmbeddingModelFactory.class).findFirst())
        .as("the model is here (profile embed)")
        .isEmpty();
    assertThatThrownBy(() -> BgeModel.similarity(new EmbeddingFile(BgeModel.NAME)).of("a", "b"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mvn -Pembed package");
  }

  @Test
  void the_real_model_finds_a_rewording_more_alike_than_another_subject() {
    assumeThat(ServiceLoader.load(EmbeddingModelFactory.class).findFirst())
        .as("needs the profile embed")
        .isPresent();
    EmbeddingSimilarity bge = BgeModel.similarity(new EmbeddingFile(BgeModel.NAME));
    double reworded = bge.of("The bridge was shut.", "They closed the bridge.");
    assertThat(reworded).isGreaterThan(bge.of("The bridge was shut.", "The cake won a prize."));
  }
}
