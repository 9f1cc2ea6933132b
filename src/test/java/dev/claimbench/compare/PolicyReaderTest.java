package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  @Test
  void the_shipped_policy_has_one_primary_metric_a_task() {
    Policy policy = PolicyReader.read(Path.of("eval/gate.yaml"));
    assertThat(policy.primary())
        .containsExactly(
            java.util.Map.entry("verify.accuracy", 0.05), java.util.Map.entry("extract.f1", 0.07));
    assertThat(policy.unsure()).isEqualTo(Policy.Unsure.STOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1;primry: {} | gate.yaml:2: unknown 'primry'; nearest valid: 'primary'",
        "version: 1;primary:;  verify.acuracy: {margin: 0.1} | gate.yaml:3: primary: unknown"
            + " 'verify.acuracy'; nearest valid: 'verify.accuracy'",
        "version: 1;primary:;  verify.accuracy:;    margn: 0.1 | gate.yaml:4:"
            + " primary.verify.accuracy: unknown 'margn'; nearest valid: 'margin'",
        "version: 1;answers: {invlid: 3} | gate.yaml:2: answers: unknown 'invlid'; nearest valid:"
            + " 'invalid'",
        "version: 1;primary:;  extract.madeUp: {margin: 0.1} | gate.yaml:3: extract.madeUp: more of"
            + " it is not better, so it has no margin; use most or described",
        "version: 1;warn: {lest: {}} | gate.yaml:2: warn: unknown 'lest'; nearest valid: 'least'",
        "version: 1;warn:;  most_drop: {verify.acuracy: 0.1} | gate.yaml:3: warn.most_drop: unknown"
            + " 'verify.acuracy'; nearest valid: 'verify.accuracy'",
        "version: 1;slices:;  - {topic: health, lest: {}} | gate.yaml:3: slices[0]: unknown 'lest';"
            + " nearest valid: 'least'"
      })
  void a_wrong_policy_names_line_key_and_nearest_key(String yaml, String message) {
    assertThatThrownBy(() -> PolicyReader.parse("gate.yaml", yaml.replace(';', '\n')))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void a_wrong_value_names_its_line() {
    assertThatThrownBy(() -> PolicyReader.parse("gate.yaml", "version: 1\n\nalpha: 2\n"))
        .hasMessageStartingWith("gate.yaml:3: alpha: must have");
    assertThatThrownBy(() -> PolicyReader.parse("gate.yaml", "version: 1\nleast: [\n"))
        .hasMessageStartingWith("gate.yaml:3: not valid YAML");
    assertThatThrownBy(
            () -> PolicyReader.parse("gate.yaml", "version: 1\nslices:\n  - {least: {}}\n"))
        .hasMessage("gate.yaml:3: slices[0]: give topic or stories, one of them");
  }
}
