package dev.claimbench.text;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Where each of many texts stands in a list that somebody else holds: a hash table of plain
 * numbers, some 10 bytes a text, where a map of objects takes 40.
 */
public final class TextIndex {
  private final IntFunction<String> texts;
  private final Matcher matcher;

  /** Open addressing: 1 + the place of a text; 0 is free. */
  private int[] table = new int[16];

  private int size;

  /** Whether a text is the one at a place. */
  private interface Matcher {
    boolean isAt(int place, String text);
  }

  /**
   * @param texts by place; those that were added stay as they are
   */
  public TextIndex(IntFunction<String> texts) {
    this(texts, (place, text) -> texts.apply(place).equals(text));
  }

  /**
   * The same without making a text to compare it.
   *
   * @param texts that stay as they are, but for those that are added
   */
  public TextIndex(CompactTexts texts) {
    this(texts::get, texts::isAt);
  }

  private TextIndex(IntFunction<String> texts, Matcher matcher) {
    this.texts = texts;
    this.matcher = matcher;
  }

  /**
   * The place of a text.
   *
   * @return -1 where it was not added
   */
  public int find(String text) {
    return table[slot(text)] - 1;
  }

  /** Adds a text, in the place of an equal one that was added before. */
  public void add(String text, int place) {
    if (2 * size >= table.length) {
      int[] before = table;
      table = new int[2 * before.length];
      Arrays.stream(before).filter(p -> p > 0).forEach(p -> table[slot(texts.apply(p - 1))] = p);
    }
    int slot = slot(text);
    size += table[slot] == 0 ? 1 : 0;
    table[slot] = 1 + place;
  }

  private int slot(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (table.length - 1);
    while (table[slot] != 0 && !matcher.isAt(table[slot] - 1, text)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }
}
