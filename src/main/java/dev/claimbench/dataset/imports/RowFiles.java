package dev.claimbench.dataset.imports;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of several files, one file open at a time. An iterator, not a stream of streams: those
 * keep a whole file in memory where only some of its rows are asked for.
 */
final class RowFiles implements Iterator<Row> {
  /** The rows of one open file. */
  interface RowIterator extends Iterator<Row>, AutoCloseable {
    @Override
    void close();
  }

  private final Iterator<Path> files;
  private final Function<Path, RowIterator> open;
  private RowIterator current;

  RowFiles(List<Path> files, Function<Path, RowIterator> open) {
    this.files = files.iterator();
    this.open = open;
  }

  Stream<Row> stream() {
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, kind), false)
        .onClose(this::close);
  }

  @Override
  public boolean hasNext() {
    while (current == null || !current.hasNext()) {
      close();
      if (!files.hasNext()) {
        return false;
      }
      current = open.apply(files.next());
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return current.next();
  }

  private void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
