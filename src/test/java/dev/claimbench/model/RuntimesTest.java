package dev.claimbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.djl.DjlRuntime;
import dev.claimbench.model.djl.NliRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuntimesTest {
  @Test
  void those_of_this_jar_come_first_and_those_of_others_are_found() {
    assertThat(Runtimes.names())
        .startsWith("gguf", "djl", "djl-nli", "ollama", "openai", "replay")
        .endsWith("mine");
    assertThat(ModelSpec.parse("mine/yes").text()).isEqualTo("mine/yes");
  }

  @Test
  void every_runtimes_example_is_a_spec_of_it() {
    for (ModelRuntime runtime : Runtimes.all()) {
      String first = runtime.example().split(" or ", -1)[0];
      assertThat(ModelSpec.parse(first).runtime()).isSameAs(runtime);
    }
  }

  @Test
  void what_a_runtime_needs_is_in_the_docs_with_the_version_of_the_pom() throws IOException {
    String page = Files.readString(Path.of("docs", "TESTING.md"));
    Pattern coordinates = Pattern.compile("[\\w.]+:[\\w-]+:[0-9][\\w.]*");
    for (ModelRuntime runtime : Runtimes.all()) {
      for (String artifact : runtime.dependency().split(", | and ", -1)) {
        if (!runtime.dependency().isEmpty()) {
          assertThat(artifact).matches(coordinates);
          assertThat(page).contains("`" + artifact + "`");
        }
      }
    }
  }

  @Test
  void a_cross_encoder_writes_no_claims() {
    assertThat(new NliRuntime().refusal(Set.of("verify"))).isEmpty();
    assertThat(new NliRuntime().refusal(Set.of("extract", "verify")))
        .contains("judges claims and cannot write any; give --task verify");
    assertThat(new DjlRuntime().refusal(Set.of("extract", "verify"))).isEmpty();
  }
}
