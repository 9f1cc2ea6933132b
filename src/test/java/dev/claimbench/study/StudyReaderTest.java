package dev.claimbench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.cost.Machine;
import dev.claimbench.cost.Price;
import dev.claimbench.cost.RateList;
import dev.claimbench.model.Think;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyReaderTest {
  private static final String STUDY =
      """
      version: 1
      title: "T"
      suite: test
      verdicts: 40
      tasks: [verify]
      baseline: a
      measures: [verify.accuracy]
      arms:
        - {id: a, kind: open, model: gguf/x}
        - {id: b, kind: adapted, model: gguf/x, temperature: 0.7, adapt: [self-consistency=3]}
        - {id: c, kind: proprietary, answers: c.jsonl}
      decisions:
        gain: {measure: verify.accuracy, relative: 0.3, arms: [b]}
      """;

  @Test
  void a_study_says_what_is_asked_of_each_arm() {
    Study study = StudyReader.parse("s.yaml", STUDY);
    assertThat(study.inputs().suite()).contains("test");
    assertThat(study.inputs().tasks()).containsExactly("verify");
    assertThat(study.inputs().verdicts()).contains(40);
    assertThat(study.arm("b").orElseThrow().source()).isEqualTo("gguf/x + self-consistency=3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          temperature: 0.7, |                   | s.yaml: arm b: self-consistency needs a temperature above 0: at 0 all samples are the same
          self-consistency=3 | magic            | s.yaml: arm b: expected few-shot=N, decompose, self-consistency=K (2 or more) or verifier=MODEL, got 'magic'
          baseline: a       | baseline: z       | s.yaml: baseline: no arm is named 'z'; there are a, b, c
          id: c             | id: a             | s.yaml: two arms are named 'a'; list one of them singly, with an id
          arms: [b]         | arms: [z]         | s.yaml: decisions.gain.arms: no arm is named 'z'; there are a, b, c
          answers: c.jsonl  | answers: c.jsonl, adapt: [decompose] | s.yaml: arm c: only a model can be adapted, not recorded answers
          """)
  void what_is_wrong_is_one_line_before_anything_is_asked(String part, String by, String message) {
    String text = STUDY.replace(part, by == null ? "" : by);
    assertThatThrownBy(() -> StudyReader.parse("s.yaml", text))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void a_task_of_another_jar_is_one_like_any_other_and_one_that_is_none_is_refused() {
    String none = STUDY.replace("[verify]", "[verfy]");
    assertThatThrownBy(() -> StudyReader.parse("s.yaml", none))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml: tasks: unknown task 'verfy'; expected extract or verify");
    Study study = StudyReader.parse("s.yaml", STUDY.replace("[verify]", "[verify, mine]"));
    assertThat(study.inputs().tasks()).containsExactly("verify", "mine");
  }

  private static final String GRID =
      """
      version: 1
      title: "T"
      repeats: 3
      think: low
      grid:
        models: ["ollama/qwen3:8b@http://gpu1:11434", gguf/models/small.gguf]
        prompts: [prompts/plain, prompts]
        temperature: 0.7
      arms:
        - {id: shots, kind: adapted, model: gguf/x, prompts: prompts, adapt: [few-shot=3]}
      baseline: qwen3-8b.plain
      measures: [verify.accuracy]
      """;

  @Test
  void a_grid_is_every_model_with_every_prompt_and_others_may_be_listed_singly() {
    Study study = StudyReader.parse("s.yaml", GRID);
    assertThat(study.arms())
        .extracting(Arm::id)
        .containsExactly(
            "qwen3-8b.plain", "qwen3-8b.prompts", "small.plain", "small.prompts", "shots");
    assertThat(study.arms())
        .extracting(Arm::kind)
        .startsWith(Arm.Kind.OPEN, Arm.Kind.ADAPTED, Arm.Kind.OPEN, Arm.Kind.ADAPTED);
    Arm third = study.arms().get(2);
    assertThat(third.model()).contains("gguf/models/small.gguf");
    assertThat(third.prompts()).contains("prompts/plain");
    assertThat(third.temperature()).isEqualTo(0.7);
    assertThat(study.repeats()).isEqualTo(3);
    assertThat(study.settings().think()).contains(Think.LOW);
    assertThat(StudyReader.parse("s.yaml", GRID.replaceFirst("arms:\n.*\n", "")).arms()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          small.gguf            | qwen3:8b      | s.yaml: two arms are named 'qwen3-8b.plain'; list one of them singly, with an id
          id: shots             | id: small.plain | s.yaml: two arms are named 'small.plain'; list one of them singly, with an id
          baseline: qwen3-8b.plain | baseline: qwen3 | s.yaml: baseline: no arm is named 'qwen3'; there are qwen3-8b.plain, qwen3-8b.prompts, small.plain, small.prompts, shots
          """)
  void what_is_wrong_with_a_grid_is_one_line(String part, String by, String message) {
    assertThatThrownBy(() -> StudyReader.parse("s.yaml", GRID.replace(part, by)))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [prompts/plain, prompts] | []                 | s.yaml: grid.prompts
          [prompts/plain, prompts] | [prompts, prompts] | s.yaml: grid.prompts
          temperature: 0.7         | temperature: 3     | s.yaml: grid.temperature
          temperature: 0.7         | temprature: 0.7    | s.yaml: grid
          think: low               | think: 5           | s.yaml: think
          """)
  void what_the_schema_does_not_allow_is_named(String part, String by, String message) {
    assertThatThrownBy(() -> StudyReader.parse("s.yaml", GRID.replace(part, by)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void numbers_are_what_stands_there() {
    assertThat(
            StudyReader.parse("s.yaml", STUDY.replace("verdicts: 40", "verdicts: 1e2"))
                .inputs()
                .verdicts())
        .contains(100);
    assertThatThrownBy(
            () ->
                StudyReader.parse("s.yaml", STUDY.replace("verdicts: 40", "verdicts: 99999999999")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml: verdicts: must");
    assertThatThrownBy(() -> StudyReader.parse("s.yaml", STUDY + "seed: 4294967303\n"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml: seed: must have a maximum value of 2147483647");
  }

  @Test
  void an_arm_has_one_source_of_answers() {
    assertThatThrownBy(
            () -> StudyReader.parse("s.yaml", STUDY.replace("answers: c", "model: m, answers: c")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml: arms[2]: ");
    assertThatThrownBy(
            () -> StudyReader.parse("s.yaml", STUDY.replace("[verify.accuracy]", "[accuracy]")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml: no figure is named 'accuracy'; there are ");
  }

  @Test
  void the_shipped_studies_load_with_their_prices_and_machines() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of("eval", "studies"))) {
      files = list.filter(f -> f.toString().endsWith(".yaml")).toList();
    }
    assertThat(files).hasSizeGreaterThan(1);
    for (Path file : files) {
      Study study = StudyReader.read(file);
      RateList<Price> prices = RateList.prices(Path.of(study.prices()));
      RateList<Machine> machines = RateList.machines(Path.of(study.hardware()));
      study
          .cheaper()
          .map(Study.CheaperClaim::cells)
          .orElse(List.of())
          .forEach(
              c ->
                  assertThat(machines.find(c.machine()).currency())
                      .isEqualTo(prices.find(c.price()).currency()));
      study.arms().forEach(a -> a.prompts().ifPresent(p -> assertThat(Path.of(p)).isDirectory()));
    }
  }
}
