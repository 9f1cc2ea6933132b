package dev.claimbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTest {
  @Test
  void a_name_may_break_where_a_word_of_it_begins() {
    assertThat(Svg.parts("verify.balancedAccuracy")).containsExactly("verify.", "balancedAccuracy");
    assertThat(Svg.parts("djl/qwen2.5-coder-0.5b+adapters/next"))
        .containsExactly("djl/", "qwen2.5-coder-0.5b+", "adapters/", "next");
    assertThat(Svg.parts("F1")).containsExactly("F1");
  }
}
