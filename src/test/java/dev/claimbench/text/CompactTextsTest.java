package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactTextsTest {
  private static List<String> texts(int n) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      texts.add(i % 3 == 0 ? "a" + i : i % 3 == 1 ? "Zürich" + i : "東京 \uD83D\uDE00\uD800" + i);
    }
    texts.add("");
    String hash = "0123456789abcdef".repeat(4);
    texts.addAll(List.of(hash, hash.toUpperCase(Locale.ROOT), hash + "0", "0".repeat(30), "00"));
    return texts;
  }

  @Test
  void every_text_comes_back() {
    List<String> texts = texts(1_000);
    assertThat(new CompactTexts(texts)).isEqualTo(texts).hasSameHashCodeAs(texts);
    assertThat(new CompactTexts()).isEmpty();
    assertThatThrownBy(() -> new CompactTexts(List.of("a")).get(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void each_text_is_found_where_it_is_and_no_other() {
    CompactTexts texts = new CompactTexts();
    TextIndex index = new TextIndex(texts);
    for (String text : texts(1_000)) {
      index.add(text, texts.size());
      texts.add(text);
    }
    for (int i = 0; i < texts.size(); i++) {
      assertThat(index.find(texts.get(i))).isEqualTo(i);
      assertThat(index.find(texts.get(i) + "x")).isEqualTo(-1);
      assertThat(texts.isAt(i, texts.get((i + 1) % texts.size()))).isFalse();
    }
  }

  @Test
  void a_map_of_texts_is_equal_to_any_other_and_in_the_order_of_its_keys() {
    Map<String, String> plain = new LinkedHashMap<>();
    Map<String, String> compact = new CompactTextMap();
    for (String text : texts(1_000)) {
      plain.put(text, "value of " + text);
      compact.put(text, "value of " + text);
    }
    assertThat(compact).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(List.copyOf(compact.keySet())).isEqualTo(List.copyOf(plain.keySet()));
    assertThat(compact.get("none")).isNull();
    assertThat(compact.containsKey("a3")).isTrue();
  }

  @Test
  void the_last_value_of_a_key_counts_and_the_key_keeps_its_place() {
    Map<String, String> map = new CompactTextMap();
    map.put("a", "1");
    map.put("b", "2");
    assertThat(map.put("a", "3")).isEqualTo("1");
    assertThat(map.toString()).isEqualTo("{a=3, b=2}");
    assertThat(map.get("a")).isEqualTo("3");
  }

  @Test
  void texts_of_one_hash_are_told_apart() {
    // "Aa" and "BB" have the same hash, and so has any row of as many of them.
    List<String> same = List.of("AaAa", "AaBB", "BBAa", "BBBB");
    assertThat(same).extracting(String::hashCode).containsOnly("AaAa".hashCode());
    TextIndex index = new TextIndex(same::get);
    for (int i = 0; i < 3; i++) {
      index.add(same.get(i), i);
    }
    assertThat(same).extracting(index::find).containsExactly(0, 1, 2, -1);
  }
}
