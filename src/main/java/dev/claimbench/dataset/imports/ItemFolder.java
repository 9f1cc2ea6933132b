package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes items as our own files: {@code seeds/<story>/<article>.md}, {@code
 * eval/verify/<story>.yaml} and {@code eval/stories.yaml} under one folder, each item as it comes:
 * only the last claim is held back, since its verdicts on further texts may follow.
 */
public final class ItemFolder implements AutoCloseable {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  /** Characters of a quote in a message. */
  private static final int QUOTE = 80;

  private final Path folder;
  private final String split;
  private final Set<String> claims = new HashSet<>();
  private String story = "";
  private ObjectNode claim;
  private int stories;
  private int articles;
  private int verdicts;

  /**
   * Begins a folder.
   *
   * @param split {@code dev} or {@code test}: whether it may be used to choose things
   * @throws UserError where the folder holds anything already
   */
  public ItemFolder(Path folder, String split) {
    checkNew(folder, split);
    this.folder = folder;
    this.split = split;
  }

  /**
   * Checks that a folder may be written.
   *
   * @throws UserError where it holds anything already, or the split is not one
   */
  static void checkNew(Path folder, String split) {
    if (!List.of("dev", "test").contains(split)) {
      throw new UserError("--split: expected dev or test, got '" + split + "'");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> list = Files.list(folder)) {
        if (list.findAny().isPresent()) {
          throw notEmpty(folder);
        }
      } catch (IOException e) {
        throw unwritable(folder, e);
      }
    }
  }

  /**
   * Makes the first folder of an import, which none that began at the same moment has made too.
   *
   * @param folder as {@link #checkNew} found it
   * @throws UserError where it is there by now
   */
  public static void begin(Path folder, String first) {
    try {
      Files.createDirectories(folder);
      Files.createDirectory(folder.resolve(first));
    } catch (FileAlreadyExistsException e) {
      throw notEmpty(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static UserError notEmpty(Path folder) {
    return new UserError(folder + ": is not empty; give --out a new folder");
  }

  /**
   * Adds an item.
   *
   * @throws UserError for a second text under one id
   */
  public void add(Item item) {
    GoldVerdict verdict = item.verdict();
    article(item);
    if (claim == null || !verdict.claim().story().equals(story) || !sameClaim(verdict)) {
      flush();
      story = verdict.claim().story();
      if (!claims.add(story + "/" + verdict.claim().id())) {
        throw new UserError(
            "item '"
                + item.key()
                + "': its story has had a claim of this id, with another text or other rows in"
                + " between; give each claim an id of its own, and all its rows together");
      }
      claim = YAML.createObjectNode();
      claim.put("id", verdict.claim().id());
      claim.put("text", verdict.claim().text());
      claim.put("family", verdict.claim().family());
      claim.putObject("verdicts");
    }
    ObjectNode labels = (ObjectNode) claim.get("verdicts");
    if (labels.has(verdict.article())) {
      throw new UserError(
          verdict.id() + ": two rows say something of this claim and this text; expected one");
    }
    ObjectNode label = labels.putObject(verdict.article()).put("label", verdict.label().name());
    for (String quote : verdict.evidence()) {
      if (!item.article().text().contains(quote)) {
        throw new UserError(
            "item '"
                + item.key()
                + "': its evidence is not in its article: \""
                + Text.shorten(quote, QUOTE)
                + "\"; copy it exactly, or leave it out");
      }
    }
    if (!verdict.evidence().isEmpty()) {
      verdict.evidence().forEach(label.putArray("evidence")::add);
    }
    label.put("why", verdict.why());
    verdicts++;
    register(item.article().source());
  }

  private boolean sameClaim(GoldVerdict verdict) {
    return claim.get("id").asText().equals(verdict.claim().id())
        && claim.get("text").asText().equals(verdict.claim().text());
  }

  /** What was written, for the user. */
  public String summary() {
    return Text.format("%,d stories, %,d articles, %,d verdicts", stories, articles, verdicts);
  }

  @Override
  public void close() {
    flush();
  }

  private void article(Item item) {
    Path file = file(folder, item.article());
    try {
      String text = content(item.article());
      requireReadable(item, file, text);
      byte[] content = text.getBytes(StandardCharsets.UTF_8);
      if (articles == 0) {
        begin(folder, "seeds");
      }
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        // Never through a link that lies there and leads elsewhere.
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        articles++;
      } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new UserError(
            file + ": item '" + item.key() + "' has another text under the same id; expected one");
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** What one command writes, the others read. */
  private static void requireReadable(Item item, Path file, String content) {
    try {
      ArticleReader.requireReadable(file, content);
    } catch (UserError e) {
      throw new UserError("item '" + item.key() + "': " + e.getMessage());
    }
  }

  /** Where an article goes. */
  static Path file(Path folder, Article article) {
    return folder.resolve("seeds").resolve(article.story()).resolve(article.id() + ".md");
  }

  /** An article as a file of ours. */
  static String content(Article article) {
    ObjectNode front = YAML.createObjectNode();
    if (!article.title().isEmpty()) {
      front.put("title", article.title());
    }
    front.put("source", article.source()).put("story", article.story());
    return "---\n" + yaml(front) + "---\n" + article.text() + "\n";
  }

  private void register(String topic) {
    Path file = verify();
    if (Files.exists(file)) {
      return;
    }
    ObjectNode head = YAML.createObjectNode();
    head.put("version", 1).put("story", story).put("imported", topic);
    TextFiles.append(file, yaml(head) + "claims:\n");
    story(folder, story, split, topic, stories++ == 0);
  }

  /** Adds a line to {@code stories.yaml}. */
  static void story(Path folder, String story, String split, String topic, boolean first) {
    ObjectNode entry =
        YAML.createObjectNode().put("id", story).put("split", split).put("topic", topic);
    TextFiles.append(
        folder.resolve("eval/stories.yaml"),
        (first ? "version: 1\nstories:\n" : "") + yaml(List.of(entry)));
  }

  private void flush() {
    if (claim != null) {
      TextFiles.append(verify(), yaml(List.of(claim)));
      claim = null;
    }
  }

  private Path verify() {
    return folder.resolve("eval/verify").resolve(story + ".yaml");
  }

  static String yaml(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("trees are always YAML", e);
    }
  }

  private static UserError unwritable(Path file, IOException e) {
    return new UserError(file + ": cannot be written (" + e + "); use another --out");
  }
}
