package dev.claimbench.dataset;

import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.PackedList;
import dev.claimbench.text.TextIndex;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Articles of a list by their ids; holds little beside the list. */
public final class ArticlesById extends AbstractMap<String, Article> {
  private final List<Article> articles;
  private final TextIndex index;

  /**
   * @param articles with ids of their own, in a list that nobody changes
   */
  public ArticlesById(List<Article> articles) {
    this.articles = articles;
    if (articles instanceof PackedList) {
      // To look at the id of another one would unpack those around it.
      CompactTexts ids = new CompactTexts();
      articles.forEach(a -> ids.add(a.id()));
      index = new TextIndex(ids);
      for (int i = 0; i < ids.size(); i++) {
        index.add(ids.get(i), i);
      }
    } else {
      index = new TextIndex(i -> articles.get(i).id());
      for (int i = 0; i < articles.size(); i++) {
        index.add(articles.get(i).id(), i);
      }
    }
  }

  @Override
  public @Nullable Article get(@Nullable Object id) {
    int place = id instanceof String text ? index.find(text) : -1;
    return place < 0 ? null : articles.get(place);
  }

  @Override
  public boolean containsKey(@Nullable Object id) {
    return get(id) != null;
  }

  @Override
  public Set<Map.Entry<String, Article>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Article>> iterator() {
        return articles.stream().map(a -> Map.entry(a.id(), a)).iterator();
      }

      @Override
      public int size() {
        return articles.size();
      }
    };
  }
}
