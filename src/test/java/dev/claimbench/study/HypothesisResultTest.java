package dev.claimbench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.compare.RelativeGain;
import dev.claimbench.cost.Money;
import dev.claimbench.cost.Saving;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Interval;
import dev.claimbench.study.HypothesisResult.Conclusion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypothesisResultTest {
  private static RelativeGain gain(double baseline, double low, double high, ResamplingUnit unit) {
    return new RelativeGain(
        baseline,
        baseline * (1 + (low + high) / 2),
        Optional.of((low + high) / 2),
        Optional.of(new Interval(low, high, 0.95)),
        unit,
        1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.50, 0.30, 0.50, SUPPORTED",
    "0.50, 0.29, 0.50, NOT_DECIDED",
    "0.50, 0.10, 0.30, NOT_DECIDED",
    "0.50, 0.10, 0.29, REFUTED",
    "0.50, -0.40, -0.10, REFUTED",
    // 1 / 1.3 = 0.76923
    "0.769, 0.10, 0.20, REFUTED",
    "0.770, 0.10, 0.20, IMPOSSIBLE"
  })
  void thirty_percent_more_is_decided_by_the_ends_of_the_interval(
      double baseline, double low, double high, Conclusion word) {
    assertThat(
            HypothesisResult.gain(
                    0.30, Optional.of(gain(baseline, low, high, ResamplingUnit.STORIES)))
                .conclusion())
        .isEqualTo(word);
  }

  @Test
  void few_stories_and_a_baseline_of_nothing_decide_nothing() {
    assertThat(
            HypothesisResult.gain(0.30, Optional.of(gain(0.5, 0.4, 0.5, ResamplingUnit.FAMILIES))))
        .isEqualTo(
            new HypothesisResult(
                Conclusion.NOT_DECIDED, "0.500 → 0.725, +45.0%; needs 5 stories or more"));
    RelativeGain nothing =
        new RelativeGain(0, 0.4, Optional.empty(), Optional.empty(), ResamplingUnit.STORIES, 1);
    assertThat(HypothesisResult.gain(0.30, Optional.of(nothing)).conclusion())
        .isEqualTo(Conclusion.NOT_DECIDED);
    assertThat(HypothesisResult.gain(0.30, Optional.empty()).conclusion())
        .isEqualTo(Conclusion.NOT_DECIDED);
  }

  @ParameterizedTest
  @CsvSource({
    "0.90, 0.95, SUPPORTED",
    "0.89, 0.95, NOT_DECIDED",
    "0.50, 0.89, REFUTED",
    "-2.0, -1.0, REFUTED"
  })
  void ninety_percent_cheaper_likewise(double low, double high, Conclusion word) {
    Saving saving =
        new Saving(
            (low + high) / 2,
            Optional.of(new Interval(low, high, 0.95)),
            6,
            new Money(1, "USD"),
            new Money(10, "USD"));
    assertThat(HypothesisResult.cheaper(0.90, Optional.of(saving)).conclusion()).isEqualTo(word);
  }

  private static Conclusion any(Conclusion... words) {
    return HypothesisResult.any(
        List.of(words).stream().map(w -> new HypothesisResult(w, "")).toList());
  }

  @Test
  void one_of_several_is_enough_and_what_was_not_run_refutes_nothing() {
    assertThat(any(Conclusion.REFUTED, Conclusion.SUPPORTED, Conclusion.NOT_TESTED))
        .isEqualTo(Conclusion.SUPPORTED);
    assertThat(any(Conclusion.REFUTED, Conclusion.NOT_DECIDED)).isEqualTo(Conclusion.NOT_DECIDED);
    assertThat(any(Conclusion.REFUTED, Conclusion.REFUTED)).isEqualTo(Conclusion.REFUTED);
    assertThat(any(Conclusion.IMPOSSIBLE, Conclusion.IMPOSSIBLE)).isEqualTo(Conclusion.IMPOSSIBLE);
    assertThat(any(Conclusion.REFUTED, Conclusion.NOT_TESTED)).isEqualTo(Conclusion.NOT_DECIDED);
    assertThat(any(Conclusion.NOT_TESTED, Conclusion.NOT_TESTED)).isEqualTo(Conclusion.NOT_TESTED);
  }

  @Test
  void a_page_is_the_same_in_both_forms_and_lets_no_markup_through() {
    StudyDocument page =
        new StudyDocument()
            .heading(1, "A <b> & B")
            .table(List.of(List.of("x|y", "z"), List.of("1", "2")));
    assertThat(page.markdown())
        .isEqualTo("# A &lt;b> &amp; B\n\n| x\\|y | z |\n|---|---|\n| 1 | 2 |\n\n");
    assertThat(page.html("t"))
        .contains("<h1>A &lt;b&gt; &amp; B</h1>")
        .contains("<tr><th>x|y</th><th>z</th></tr>\n<tr><td>1</td><td>2</td></tr>");
  }

  @Test
  void a_paragraph_of_markdown_is_broken_before_words_that_cannot_become_markup() {
    String text = "word ".repeat(25) + "- 1. # more";
    // 25 words of 5 characters, then marks up to column 131; the first letter behind them is next.
    assertThat(new StudyDocument().paragraph(text).markdown())
        .isEqualTo("word ".repeat(25) + "- 1. \\#\nmore\n\n");
  }
}
