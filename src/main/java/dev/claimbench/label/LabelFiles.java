package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldReader;
import dev.claimbench.dataset.Passages;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.VerdictRule;
import dev.claimbench.text.Ids;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The label files of some articles: read, changed one place at a time, and written at once. They
 * are the gold's own, or those of one annotator: then nothing of the gold or of anybody else is
 * shown but the claims to be judged.
 */
public final class LabelFiles implements LabelSession {

  private final Path gold;
  private final Optional<Annotator> annotator;
  private final Map<String, Article> articles = new LinkedHashMap<>();
  private final EditedFiles edits;
  private final Optional<LiveAgreement> agreement;
  private final Suggestions suggestions;
  private final List<SuspectLabel> doubts;

  /**
   * The gold's own files.
   *
   * @param gold folder with {@code gold/} and {@code verify/}
   * @param doubts verdicts that may be wrong, to be looked at
   */
  public LabelFiles(
      Path gold, List<Article> articles, Suggestions suggestions, List<SuspectLabel> doubts) {
    this(gold, Optional.empty(), articles, suggestions, doubts);
  }

  /** One annotator's files; {@code verify/} of the gold folder has the claims to be judged. */
  public LabelFiles(Annotator annotator, List<Article> articles, Suggestions suggestions) {
    this(annotator.gold(), Optional.of(annotator), articles, suggestions, List.of());
  }

  private LabelFiles(
      Path gold,
      Optional<Annotator> annotator,
      List<Article> articles,
      Suggestions suggestions,
      List<SuspectLabel> doubts) {
    this.gold = gold;
    this.edits = new EditedFiles(gold);
    this.annotator = annotator;
    this.suggestions = suggestions;
    this.doubts = doubts;
    this.agreement = annotator.map(LiveAgreement::new);
    articles.forEach(a -> this.articles.put(a.id(), a));
  }

  @Override
  public synchronized ObjectNode all() {
    ObjectNode root = Json.PLAIN.createObjectNode();
    annotator.ifPresent(a -> root.put("annotator", a.name()));
    ArrayNode list = root.putArray("articles");
    ObjectNode stories = root.putObject("stories");
    for (Article article : articles.values()) {
      ObjectNode node = list.addObject();
      PageArticles.article(node, article);
      claims(node, article);
      if (!stories.has(article.story()) && Files.exists(questions(article.story()))) {
        story(stories.putObject(article.story()), article.story());
      }
    }
    var names = new LinkedHashSet<String>();
    articles.values().forEach(a -> names.add(a.story()));
    agreement.ifPresent(a -> root.set("agreement", a.with(names)));
    suggestions.show(root);
    if (!doubts.isEmpty()) {
      ArrayNode doubted = root.putArray("doubts");
      doubts.forEach(d -> d.show(doubted.addObject()));
    }
    return root.put("undo", edits.steps());
  }

  /** After a change of one article, that article; all after a step back, which may be of any. */
  @Override
  public synchronized ObjectNode after(String what, JsonNode asked) {
    if (what.equals("undo")) {
      return all();
    }
    Article article = requireArticle(asked.path("article").asText());
    ObjectNode root = Json.PLAIN.createObjectNode().put("part", true);
    ObjectNode node = root.putArray("articles").addObject().put("id", article.id());
    if (what.equals("claim")) {
      claims(node, article);
    } else if (what.equals("verdict")) {
      story(root.putObject("stories").putObject(article.story()), article.story());
      var names = new LinkedHashSet<String>();
      articles.values().forEach(a -> names.add(a.story()));
      agreement.ifPresent(a -> root.set("agreement", a.with(names)));
    } else {
      suggestions.show(root);
    }
    return root.put("undo", edits.steps());
  }

  private void claims(ObjectNode node, Article article) {
    String text = EditedFiles.read(claimFile(article.id()), emptyGold(article));
    node.put("version", Sha256.sha256(text));
    JsonNode tree = YamlFiles.parse(article.id(), text);
    if (tree.has("weights")) {
      node.set("weights", tree.get("weights"));
    }
    ArrayNode claims = node.putArray("claims");
    for (JsonNode claim : tree.path("claims")) {
      claims.add(Passages.inWords(article.id() + " " + claim.path("id"), claim, article));
    }
  }

  private void story(ObjectNode node, String story) {
    String text = EditedFiles.read(verdictFile(story), emptyVerify(story));
    node.put("version", Sha256.sha256(text));
    if (annotator.isEmpty()) {
      ArrayNode claims = node.putArray("claims");
      for (JsonNode claim : YamlFiles.parse(story, text).path("claims")) {
        ObjectNode shown = claims.addObject();
        shown.setAll((ObjectNode) claim);
        ObjectNode verdicts = shown.putObject("verdicts");
        claim
            .path("verdicts")
            .properties()
            .forEach(v -> verdict(verdicts, claim, v.getKey(), v.getValue()));
      }
      return;
    }
    Map<String, JsonNode> own = annotator.get().votes(story);
    ArrayNode claims = node.putArray("claims");
    for (JsonNode asked : claimsToJudge(story)) {
      // What it was made from, and how, would tell its label.
      ObjectNode claim = claims.addObject().put("id", asked.path("id").asText());
      claim.put("text", asked.path("text").asText());
      ObjectNode verdicts = claim.putObject("verdicts");
      articles.values().stream()
          .map(Article::id)
          .filter(a -> own.containsKey(Annotator.pair(asked.path("id").asText(), a)))
          .forEach(
              a ->
                  verdict(
                      verdicts, asked, a, own.get(Annotator.pair(asked.path("id").asText(), a))));
    }
  }

  private void verdict(ObjectNode verdicts, JsonNode claim, String article, JsonNode verdict) {
    // The text of an article that is not on the page is not there to look passages up in.
    String pair = Annotator.pair(claim.path("id").asText(), article);
    verdicts.set(
        article,
        articles.containsKey(article)
            ? Passages.inWords(pair, verdict, articles.get(article))
            : verdict);
  }

  @Override
  public synchronized boolean change(String what, JsonNode asked) throws StaleFileException {
    return edits.locked(() -> changed(what, asked));
  }

  private boolean changed(String what, JsonNode asked) throws StaleFileException {
    String article = asked.path("article").asText();
    String version = asked.path("version").asText();
    String id = asked.path("id").asText();
    switch (what) {
      case "claim" -> claim(article, version, Ids.require("id", id), asked.path("claim"));
      case "verdict" -> verdict(article, version, id, asked.path("verdict"));
      case "suggest" -> suggestions.ask(requireArticle(article).story(), article, id);
      case "undo" -> edits.undo();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Writes a claim of an article, or a new one, or takes one out. */
  private void claim(String article, String version, String id, JsonNode claim)
      throws StaleFileException {
    Path file = claimFile(requireArticle(article).id());
    String text = EditedFiles.same(file, emptyGold(requireArticle(article)), version);
    JsonNode tree = YamlFiles.parse(file.toString(), text);
    JsonNode before = Json.PLAIN.createArrayNode();
    for (JsonNode other : tree.path("claims")) {
      before = other.path("id").asText().equals(id) ? other : before;
    }
    List<String> fields =
        LabelText.fields(
            claim,
            LabelFormat.detect(file.toString(), text)
                .writer(requireArticle(article), before, tree));
    if (suggestions.shown(article)) {
      fields.add("suggested: true");
    }
    String now =
        claim.path("remove").asBoolean()
            ? YamlEdit.without(file.toString(), text, id)
            : YamlEdit.claim(file.toString(), text, id, fields);
    GoldReader.parse(file.getFileName(), now, requireArticle(article));
    edits.write(file, now);
  }

  /** Writes one verdict: what an article says of a claim. */
  private void verdict(String article, String version, String claim, JsonNode verdict)
      throws StaleFileException {
    String story = requireArticle(article).story();
    Path file = verdictFile(story);
    String text = EditedFiles.same(file, emptyVerify(story), version);
    boolean suggested =
        suggestions.shown(story + "/" + Annotator.pair(claim, article))
            || before(story, text, claim, article).path("suggested").asBoolean();
    JsonNode before = before(story, text, claim, article);
    String flow =
        LabelText.verdict(
            verdict,
            suggested,
            Map.of(),
            LabelFormat.detect(file.toString(), text).writer(requireArticle(article), before));
    String now = edited(file, text, story, claim, article, flow);
    YamlFiles.parseVersioned(file.getFileName().toString(), now, GoldFolder.VERIFY);
    check(claim, requireArticle(article), verdict);
    edits.write(file, now);
  }

  private String edited(
      Path file, String text, String story, String claim, String article, String flow) {
    boolean there =
        annotator.isEmpty()
            || annotator.get().votes(story).keySet().stream()
                .anyMatch(pair -> pair.startsWith(claim + "@"));
    if (there) {
      return YamlEdit.verdict(file.toString(), text, claim, article, flow);
    }
    for (JsonNode asked : claimsToJudge(story)) {
      if (asked.path("id").asText().equals(claim)) {
        List<String> fields = new ArrayList<>();
        fields.add("text: " + LabelText.quoted(asked.path("text").asText()));
        fields.add("family: " + LabelText.quoted(asked.path("family").asText()));
        fields.add("verdicts:");
        fields.add("  " + LabelText.id(article) + ": " + flow);
        return YamlEdit.claim(file.toString(), text, claim, fields);
      }
    }
    throw new UserError(questions(story) + ": no claim '" + claim + "'");
  }

  /**
   * Checks one verdict, not the whole file: a rewording and its twin can only be changed one after
   * the other.
   *
   * @param verdict as the page sends it
   */
  static void check(String claim, Article article, JsonNode verdict) {
    String at = Annotator.pair(claim, article.id());
    new VerdictRule(at, false)
        .check(
            Verdict.valueOf(verdict.path("label").asText()),
            verdict.path("evidence").size(),
            verdict.path("why").asText().strip(),
            verdict.path("via").asBoolean());
    Passages.texts(at + ".evidence", verdict.path("evidence"), article);
  }

  private static JsonNode before(String story, String text, String claim, String article) {
    for (JsonNode node : YamlFiles.parse(story, text).path("claims")) {
      if (node.path("id").asText().equals(claim)) {
        return node.path("verdicts").path(article);
      }
    }
    return Json.PLAIN.missingNode();
  }

  /** The claims of a story that are to be judged, as in the gold's file. */
  private JsonNode claimsToJudge(String story) {
    Path file = questions(story);
    return YamlFiles.parse(file.toString(), EditedFiles.read(file, "")).path("claims");
  }

  private Article requireArticle(String article) {
    return PageArticles.require(articles, article);
  }

  private Path claimFile(String article) {
    return annotator
        .map(a -> a.claims(article))
        .orElseGet(() -> new GoldPaths(gold).claims(article));
  }

  private Path verdictFile(String story) {
    return annotator.map(a -> a.verdicts(story)).orElseGet(() -> questions(story));
  }

  private Path questions(String story) {
    return new GoldPaths(gold).verdicts(story);
  }

  private String emptyGold(Article article) {
    return LabelFormat.detect(gold, article).emptyGold(article);
  }

  private String emptyVerify(String story) {
    Path file = questions(story);
    return LabelFormat.detect(file.toString(), EditedFiles.read(file, "")).emptyVerify(story);
  }
}
