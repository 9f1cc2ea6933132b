package dev.claimbench.text;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many short texts by their keys, in the order in which these were put: a third of what a map of
 * objects takes. A key that is put again keeps its place.
 */
public final class CompactTextMap extends AbstractMap<String, String> {
  private final CompactTexts keys = new CompactTexts();
  private final CompactTexts values = new CompactTexts();
  private final TextIndex index = new TextIndex(keys);

  /** Of a key that was put again, the last value. */
  private final Map<String, String> again = new HashMap<>();

  /** An empty map. */
  public CompactTextMap() {}

  @Override
  public @Nullable String put(String key, String value) {
    String before = get(key);
    if (before == null) {
      keys.add(key);
      values.add(value);
      index.add(key, keys.size() - 1);
    } else {
      again.put(key, value);
    }
    return before;
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    int place = key instanceof String text ? index.find(text) : -1;
    return place < 0 ? null : value(place);
  }

  private String value(int place) {
    return again.isEmpty()
        ? values.get(place)
        : again.getOrDefault(keys.get(place), values.get(place));
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return IntStream.range(0, keys.size())
            .mapToObj(i -> Map.entry(keys.get(i), value(i)))
            .iterator();
      }

      @Override
      public int size() {
        return keys.size();
      }
    };
  }
}
