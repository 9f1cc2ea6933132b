package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes items as JSON lines, one a line, which {@link Plain} reads back: {@code {"id": "…",
 * "claim": "…", "article": "…", "label": "SUPPORTED"}} and more.
 */
public final class ItemLines implements AutoCloseable {

  private final Path file;
  private final Writer out;

  /**
   * Begins a file, in place of one that is there.
   *
   * @throws UserError where it cannot be written
   */
  public ItemLines(Path file) {
    this.file = file;
    try {
      // Not newBufferedWriter: it throws for half a surrogate pair.
      this.out =
          new BufferedWriter(
              new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  public void add(Item item) {
    GoldVerdict verdict = item.verdict();
    ObjectNode line = Json.PLAIN.createObjectNode();
    line.put("id", item.key());
    line.put("claim", verdict.claim().text());
    line.put("label", verdict.label().name());
    line.put("given", item.given());
    line.put("story", verdict.claim().story());
    line.put("family", verdict.claim().family());
    line.put("article_id", item.article().id());
    line.put("title", item.article().title());
    line.put("source", item.article().source());
    verdict.evidence().forEach(line.putArray("evidence")::add);
    line.put("article", item.article().text());
    try {
      out.write(line.toString());
      out.write('\n');
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UserError unwritable(IOException e) {
    return new UserError(file + ": cannot be written (" + TextFiles.reason(e) + ")");
  }
}
