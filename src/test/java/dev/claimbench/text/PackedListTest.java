package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PackedListTest {
  private record Entry(
      String text, Optional<String> more, List<String> all, Optional<TimeUnit> u) {}

  private static final PackedList.Format<Entry> FORMAT =
      new PackedList.Format<>() {
        @Override
        public void write(Entry e, DataOutputStream out) throws IOException {
          PackedList.writeText(out, e.text());
          PackedList.writeText(out, e.more());
          PackedList.writeTexts(out, e.all());
          PackedList.writeChoice(out, e.u());
        }

        @Override
        public Entry read(DataInputStream in) throws IOException {
          return new Entry(
              PackedList.readText(in),
              PackedList.readOptionalText(in),
              PackedList.readTexts(in),
              PackedList.readChoice(in, TimeUnit.class));
        }
      };

  private static List<Entry> entries(int n) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      entries.add(
          new Entry(
              i % 3 == 0 ? "" : "Zürich, 東京, \uD83D\uDE00 and half of one: \uD800 " + i,
              i % 2 == 0 ? Optional.empty() : Optional.of("ÿ" + i),
              List.of("a".repeat(i), "b"),
              i % 4 == 0 ? Optional.empty() : Optional.of(TimeUnit.DAYS)));
    }
    return entries;
  }

  @Test
  void every_element_comes_back_equal_in_any_order_and_number() {
    for (int n : new int[] {0, 1, 63, 64, 65, 200}) {
      List<Entry> plain = entries(n);
      List<Entry> packed = PackedList.copyOf(plain, FORMAT);
      assertThat(packed).isEqualTo(plain).hasSize(n);
      for (int i = n - 1; i >= 0; i -= 7) {
        assertThat(packed.get(i)).isEqualTo(plain.get(i));
      }
      assertThat(packed.stream().map(Entry::text).toList())
          .isEqualTo(plain.stream().map(Entry::text).toList());
    }
  }

  @Test
  void two_can_go_through_it_at_once() {
    List<Entry> plain = entries(130);
    List<Entry> packed = PackedList.copyOf(plain, FORMAT);
    Iterator<Entry> ahead = packed.iterator();
    for (int i = 0; i < 100; i++) {
      ahead.next();
    }
    Iterator<Entry> behind = packed.iterator();
    assertThat(behind.next()).isEqualTo(plain.get(0));
    assertThat(ahead.next()).isEqualTo(plain.get(100));
    while (ahead.hasNext()) {
      ahead.next();
    }
    assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void it_cannot_be_changed_and_has_an_end() {
    List<Entry> packed = PackedList.copyOf(entries(3), FORMAT);
    assertThatThrownBy(() -> packed.add(packed.get(0)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> packed.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
