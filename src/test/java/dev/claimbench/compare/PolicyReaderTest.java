package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.Map;
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
            + " nearest valid: 'least'",
        "version: 1;suites:;  a:;    primary: {verify.accurcy: {margin: 0.1}} | gate.yaml:4:"
            + " suites.a.primary: unknown 'verify.accurcy'; nearest valid: 'verify.accuracy'",
        "version: 1;suites:;  a:;    primry: {} | gate.yaml:4: suites.a: unknown 'primry'; nearest"
            + " valid: 'primary'",
        "version: 1;suites:;  a:;    primary:;      verify.accuracy: {margn: 0.1} | gate.yaml:5:"
            + " suites.a.primary.verify.accuracy: unknown 'margn'; nearest valid: 'margin'",
        "version: 1;least: {verify.accuracy: 0.5};suites: {a: {}} | gate.yaml:2: least: with"
            + " suites, rules belong into each of them; move it there",
        "version: 1;suites:;  a b: {} | gate.yaml:3: suites: expected a name of letters, digits,"
            + " '.', '_' and '-', got 'a b'",
        "version: 1;least: {verify.accuracy: 95} | gate.yaml:2: least.verify.accuracy: expected 0"
            + " to 1, got 95; 95 in a hundred is 0.95",
        "version: 1;most: {extract.madeUp: 30} | gate.yaml:2: most.extract.madeUp: expected 0 to 1,"
            + " got 30; 95 in a hundred is 0.95",
        "version: 1;warn:;  most_drop: {verify.accuracy: 5} | gate.yaml:3:"
            + " warn.most_drop.verify.accuracy: expected 0 to 1, got 5; 95 in a hundred is 0.95",
        "version: 1;primary: {verify.accuracy: {margin: 1}} | gate.yaml:2:"
            + " primary.verify.accuracy.margin: must have an exclusive maximum value of 1",
        "version: 1;answers: {invalid: 99999999999} | gate.yaml:2: answers.invalid: must have a"
            + " maximum value of 2147483647",
        "version: 1;primary: {verify.accuracy: {margin: 0.05}};anchor:;  baseline: first;  margins:"
            + " {extract.f1: 0.1} | gate.yaml:5: anchor.margins: 'extract.f1' is not in primary;"
            + " nearest valid: 'verify.accuracy'",
        "version: 1;primary: {verify.accuracy: {margin: 0.05}};anchor:;  baseline: first;  margins:"
            + " {verify.accuracy: 0.04} | gate.yaml:5: anchor.margins.verify.accuracy: expected the"
            + " margin of primary, 0.05, or more, got 0.04"
      })
  void a_wrong_policy_names_line_key_and_nearest_key(String yaml, String message) {
    assertThatThrownBy(() -> PolicyReader.parse("gate.yaml", yaml.replace(';', '\n')))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void suites_have_rules_of_their_own_and_one_error_rate() {
    SuitePolicies read =
        PolicyReader.parseSuites(
            "gate.yaml",
            """
            version: 1
            alpha: 0.1
            cannot_tell: reject
            suites:
              invented:
                primary: {verify.accuracy: {margin: 0.05}, extract.f1: {margin: 0.07}}
                anchor: {baseline: first, margins: {verify.accuracy: 0.08}}
              real:
                baseline: news
                primary: {verify.accuracy: {margin: 0.1}}
                least: {verify.accuracy: 0.4}
            """);
    assertThat(read.several()).isTrue();
    assertThat(read.alpha()).isEqualTo(0.1);
    assertThat(read.tests()).isEqualTo(4);
    assertThat(read.suites().keySet()).containsExactly("invented", "real");
    assertThat(read.suites().get("invented").baseline()).isEqualTo("invented");
    assertThat(read.suites().get("real").baseline()).isEqualTo("news");
    assertThat(read.suites().get("real").policy().least()).containsEntry("verify.accuracy", 0.4);
    assertThat(read.suites().get("invented").policy().unsure()).isEqualTo(Policy.Unsure.REJECT);
    assertThat(read.suites().get("invented").policy().anchor().orElseThrow())
        .isEqualTo(new Policy.Anchor("first", Map.of("verify.accuracy", 0.08)));
    SuitePolicies one = PolicyReader.parseSuites("gate.yaml", "version: 1\n");
    assertThat(one.several()).isFalse();
    assertThatThrownBy(
            () -> PolicyReader.parse("gate.yaml", "version: 1\nsuites: {a: {}, b: {}}\n"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "gate.yaml: has the suites a, b; only `gate` and `policy` take more than one; give a"
                + " policy without suites");
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
