package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.Hashing;
import dev.claimbench.claim.UserError;
import dev.claimbench.claim.Verdict;
import dev.claimbench.corpus.GoldReader;
import dev.claimbench.corpus.VerdictRule;
import dev.claimbench.corpus.YamlFiles;
import dev.claimbench.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The label files of some articles: read, changed one place at a time, and written at once. A file
 * that somebody else has changed since it was read is never written over.
 */
public final class LabelFiles {
  /** Somebody else has written the file; what was asked for was not done. */
  public static final class Changed extends Exception {
    private static final long serialVersionUID = 1;

    Changed(Path file) {
      super(file.getFileName() + " has changed on disk; load it again, nothing was written");
    }
  }

  private record Before(Path file, String text, String after) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path gold;
  private final Map<String, Article> articles = new LinkedHashMap<>();
  private final Deque<Before> done = new ArrayDeque<>();

  /**
   * @param gold folder with {@code gold/} and {@code verify/}
   */
  public LabelFiles(Path gold, List<Article> articles) {
    this.gold = gold;
    articles.forEach(a -> this.articles.put(a.id(), a));
  }

  /** Everything that the page shows, with a version of each file that a change must name. */
  public synchronized ObjectNode all() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray("articles");
    ObjectNode stories = root.putObject("stories");
    for (Article article : articles.values()) {
      ObjectNode node = list.addObject().put("id", article.id()).put("story", article.story());
      node.put("title", article.title()).put("source", article.source());
      node.put("text", article.text());
      String text = read(goldFile(article.id()), emptyGold(article.id()));
      node.put("version", Hashing.sha256(text));
      node.set("claims", YamlFiles.parse(article.id(), text).path("claims"));
      Path verify = verifyFile(article.story());
      if (!stories.has(article.story()) && Files.exists(verify)) {
        String verdicts = read(verify, "");
        ObjectNode story = stories.putObject(article.story());
        story.put("version", Hashing.sha256(verdicts));
        story.set("claims", YamlFiles.parse(article.story(), verdicts).path("claims"));
      }
    }
    return root.put("undo", done.size());
  }

  /**
   * Writes a claim of an article, or a new one.
   *
   * @param version of the file that the change was made on
   */
  public synchronized void claim(String article, String version, String id, JsonNode claim)
      throws Changed {
    Path file = goldFile(known(article).id());
    String text = same(file, emptyGold(article), version);
    String now =
        claim.path("remove").asBoolean()
            ? YamlEdit.without(file.toString(), text, id)
            : YamlEdit.claim(file.toString(), text, id, LabelText.fields(claim));
    GoldReader.parse(file.getFileName(), now, known(article));
    write(file, text, now);
  }

  /** Writes one verdict: what an article says of a claim. */
  public synchronized void verdict(String article, String version, String claim, JsonNode verdict)
      throws Changed {
    Path file = verifyFile(known(article).story());
    String text = same(file, "", version);
    String now =
        YamlEdit.verdict(file.toString(), text, claim, article, LabelText.verdict(verdict));
    String name = file.getFileName().toString();
    YamlFiles.parse(name, now, "verify-1.schema.json");
    List<String> evidence = new ArrayList<>();
    verdict.path("evidence").forEach(q -> evidence.add(q.asText()));
    // Not the whole file: a rewording and its twin can only be changed one after the other.
    VerdictRule rule = new VerdictRule(claim + "@" + article, false);
    rule.check(
        Verdict.valueOf(verdict.path("label").asText()),
        evidence,
        verdict.path("why").asText().strip(),
        verdict.path("via").asBoolean());
    rule.check(evidence, known(article));
    write(file, text, now);
  }

  /** Takes the last change back. */
  public synchronized void undo() throws Changed {
    if (done.isEmpty()) {
      throw new UserError("nothing to undo");
    }
    Before before = done.peek();
    if (!Hashing.sha256(read(before.file, "")).equals(before.after)) {
      throw new Changed(before.file);
    }
    AtomicFile.write(before.file, before.text);
    done.pop();
  }

  private void write(Path file, String before, String now) {
    AtomicFile.write(file, now);
    done.push(new Before(file, before, Hashing.sha256(now)));
  }

  private String same(Path file, String absent, String version) throws Changed {
    String text = read(file, absent);
    if (!Hashing.sha256(text).equals(version)) {
      throw new Changed(file);
    }
    return text;
  }

  private Article known(String article) {
    Article found = articles.get(article);
    if (found == null) {
      throw new UserError("no article '" + article + "'");
    }
    return found;
  }

  private Path goldFile(String article) {
    return gold.resolve("gold").resolve(article + ".yaml");
  }

  private Path verifyFile(String story) {
    return gold.resolve("verify").resolve(story + ".yaml");
  }

  private static String emptyGold(String article) {
    return "version: 1\narticle: " + article + "\nclaims: []\n";
  }

  private static String read(Path file, String absent) {
    try {
      return Files.exists(file) ? Files.readString(file) : absent;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ")");
    }
  }
}
