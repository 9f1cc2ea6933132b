package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingScriptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The bridge shut for three years.",
        "Die Brücke war drei Jahre zu.",
        "Cầu đóng cửa ba năm.",
        "Xi Jinping (习近平) spoke on Monday.",
        "40 %",
        ""
      })
  void latin_letters_with_and_without_marks_and_no_letters(String text) {
    assertThat(WritingScript.isMostlyOther(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "老桥于周一关闭",
        "Мост был закрыт три года.",
        "الجسر مغلق منذ ثلاث سنوات",
        "橋は3年間閉鎖された。",
        "다리가 3년 동안 폐쇄되었다.",
        "Η γέφυρα έκλεισε (BBC)."
      })
  void other_scripts_also_with_a_name_in_latin_letters(String text) {
    assertThat(WritingScript.isMostlyOther(text)).isTrue();
  }
}
