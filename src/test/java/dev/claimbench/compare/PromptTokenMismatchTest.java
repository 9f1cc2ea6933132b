package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.report.html.ComparisonHtml;
import dev.claimbench.report.json.ComparisonJson;
import dev.claimbench.report.terminal.ComparisonText;
import dev.claimbench.report.terminal.MatrixText;
import dev.claimbench.report.terminal.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One model's weights on two runtimes are sent the same prompts, or the comparison says so. */
class PromptTokenMismatchTest {
  private static final String FILE = "sha256:1d96";

  private static Scores run(String model, String digest, String weights, String tokens) {
    Scores s = SmallScores.of(model, 5, 6, 7, 8, 5, 6);
    Map<String, String> made = new TreeMap<>(s.made());
    made.put("runtime", model.replaceFirst("/.*", ""));
    made.put("model digest", digest);
    made.put("prompt of verify", "8b4e");
    if (!weights.isEmpty()) {
      made.put(Scores.WEIGHTS, weights);
    }
    if (!tokens.isEmpty()) {
      made.put(Scores.PROMPT_TOKENS + "verify", tokens);
    }
    return new Scores(
        s.name(),
        model,
        made,
        s.goldHash(),
        true,
        s.articles(),
        s.outcomes(),
        s.measures(),
        s.items());
  }

  private static final Scores HERE = run("gguf/qwen", FILE, "", "27764");

  @Test
  void fewer_tokens_of_one_file_are_named_everywhere() {
    Scores server = run("ollama/my-qwen", "sha256:4444", FILE, "16310");
    assertThat(PromptTokenMismatch.find(HERE, server))
        .containsExactly(new PromptTokenMismatch("verify", 27764, 16310));
    Comparison c = new Comparer(SmallScores.policy(0.05), 7).compare(HERE, server);
    String sentence =
        "not the same prompts: one model's weights, but verify has 27,764 prompt tokens in the"
            + " first run and 16,310 in the second (-41.3%)";
    assertThat(ComparisonText.toText(c, Style.PLAIN, 3)).contains(sentence);
    assertThat(
            ComparisonHtml.pages(ComparisonHtml.FILE, c, Optional.empty(), List.of(), List.of())
                .at("")
                .orElseThrow())
        .contains(sentence.substring(sentence.indexOf("but verify")));
    assertThat(ComparisonJson.node(c).at("/unlikePrompts/0").toString())
        .isEqualTo("{\"task\":\"verify\",\"baseline\":27764,\"candidate\":16310}");
    Matrix matrix = Matrix.compute(List.of(HERE, HERE, server), SmallScores.policy(0.05), 7);
    assertThat(MatrixText.toText(matrix, Style.PLAIN))
        .contains("A and C: not the same prompts")
        .contains("B and C: not the same prompts")
        .doesNotContain("A and B: ");
    assertThat(ComparisonJson.toJson(matrix)).contains("\"firstTokens\" : 27764");
  }

  @Test
  void what_is_the_same_or_not_known_or_asked_otherwise_is_not() {
    assertThat(PromptTokenMismatch.find(HERE, run("djl/x", "sha256:5", FILE, "27764"))).isEmpty();
    assertThat(PromptTokenMismatch.find(HERE, run("djl/x", "sha256:5", FILE, ""))).isEmpty();
    assertThat(PromptTokenMismatch.find(HERE, run("djl/x", "sha256:5", FILE, "many"))).isEmpty();
    assertThat(PromptTokenMismatch.find(HERE, run("gguf/smol", "sha256:6", "", "29554"))).isEmpty();
    assertThat(PromptTokenMismatch.find(HERE, run("gguf/qwen + few-shot=3", FILE, "", "35122")))
        .isEmpty();
    Comparison same = new Comparer(SmallScores.policy(0.05), 7).compare(HERE, HERE);
    assertThat(ComparisonJson.node(same).has("unlikePrompts")).isFalse();
  }

  @Test
  void runs_that_do_not_note_the_file_are_told_by_the_name_that_both_runtimes_were_given() {
    Scores old = run("ollama/qwen@http://127.0.0.1:5000", "sha256:dbcf", "", "16310");
    assertThat(PromptTokenMismatch.find(HERE, old)).hasSize(1);
    // On one runtime a name whose digest changed is another model.
    assertThat(PromptTokenMismatch.find(HERE, run("gguf/qwen", "sha256:7", "", "16310"))).isEmpty();
  }
}
