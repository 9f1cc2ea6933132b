package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbatimPromptsTest {
  @ParameterizedTest
  @ValueSource(strings = {"extract", "verify"})
  void what_is_held_to_the_article_differs_from_the_default_in_nothing_else(String task) {
    PromptTemplate usual =
        new PromptLibrary(Path.of("prompts")).template(Tasks.named(task).prompt());
    PromptTemplate held =
        new PromptLibrary(Path.of("prompts", "verbatim")).template(Tasks.named(task).prompt());

    assertThat(held.schema()).contains("\"verbatim\"").isNotEqualTo(usual.schema());
    assertThat(
            new PromptTemplate(
                held.task(),
                usual.version(),
                held.system(),
                held.user(),
                usual.schema(),
                held.maxTokens()))
        .isEqualTo(usual);
  }
}
