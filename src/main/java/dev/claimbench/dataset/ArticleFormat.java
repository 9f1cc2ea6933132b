package dev.claimbench.dataset;

import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Articles of a large folder, packed: 100,000 short ones take 5 MB instead of 30. */
public final class ArticleFormat implements PackedList.Format<Article> {
  private static final HexFormat HEX = HexFormat.of();

  private final StoredText.Recent recent = new StoredText.Recent();

  /**
   * The articles of a stream, packed unless they are few.
   *
   * @param most as many as there may be, or more
   */
  public static List<Article> collect(Stream<Article> articles, int most) {
    if (most <= GoldVerdictFormat.FEW) {
      return articles.toList();
    }
    PackedList.Builder<Article> packed = new PackedList.Builder<>(new ArticleFormat());
    articles.forEachOrdered(packed::add);
    return packed.build();
  }

  @Override
  public void write(Article article, DataOutputStream out) throws IOException {
    PackedList.writeText(out, article.id());
    PackedList.writeText(out, article.story());
    PackedList.writeText(out, article.title());
    PackedList.writeText(out, article.source());
    PackedList.writeText(out, article.published().map(LocalDate::toString));
    Optional<StoredText> stored = article.stored();
    PackedList.writeText(out, stored.map(text -> text.file().toString()));
    if (stored.isPresent()) {
      out.write(HEX.parseHex(stored.get().hash()));
    } else {
      PackedList.writeText(out, article.text());
    }
  }

  @Override
  public Article read(DataInputStream in) throws IOException {
    String id = PackedList.readText(in);
    String story = PackedList.readText(in);
    String title = PackedList.readText(in);
    String source = PackedList.readText(in);
    Optional<LocalDate> published = PackedList.readOptionalText(in).map(LocalDate::parse);
    Optional<String> file = PackedList.readOptionalText(in);
    if (file.isEmpty()) {
      return new Article(id, story, title, source, published, PackedList.readText(in));
    }
    byte[] hash = new byte[StoredText.HASH_BYTES];
    in.readFully(hash);
    StoredText text = new StoredText(Path.of(file.get()), hash, recent);
    return new Article(id, story, title, source, published, text);
  }
}
