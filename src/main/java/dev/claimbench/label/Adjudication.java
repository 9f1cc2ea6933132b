package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where two annotators differ, side by side, to be settled one by one. What is chosen goes into the
 * gold's files, with what each of them said: by that it is known to be settled.
 */
public final class Adjudication implements LabelSession {

  private final Path gold;
  private final Annotator first;
  private final Annotator second;
  private final Map<String, Article> articles = new LinkedHashMap<>();
  private final EditedFiles edits;
  private final SettledVerdicts verdicts;
  private final SettledClaims claims;

  /**
   * Two annotators of one gold folder.
   *
   * @throws UserError where one of them has no folder, or both are one
   */
  public Adjudication(Path gold, String first, String second, List<Article> articles) {
    this.gold = gold;
    this.edits = new EditedFiles(gold);
    this.first = known(new Annotator(gold, first));
    this.second = known(new Annotator(gold, second));
    if (this.first.folder().equals(this.second.folder())) {
      throw new UserError("--adjudicate: expected two annotators, got '" + first + "' twice");
    }
    articles.forEach(a -> this.articles.put(a.id(), a));
    this.verdicts = new SettledVerdicts(gold, this.first, this.second, this.articles);
    this.claims = new SettledClaims(gold, this.first, this.second, this.articles);
  }

  private static Annotator known(Annotator annotator) {
    if (!Files.isDirectory(annotator.folder())) {
      throw new UserError(
          annotator.folder()
              + ": no such folder; '"
              + annotator.name()
              + "' has labelled nothing yet (claimbench label --annotator "
              + annotator.name()
              + ")");
    }
    return annotator;
  }

  @Override
  public synchronized ObjectNode all() {
    ObjectNode root = Json.PLAIN.createObjectNode().put("version", version());
    root.putArray("names").add(first.name()).add(second.name());
    ArrayNode list = root.putArray("articles");
    articles.values().forEach(a -> PageArticles.article(list.addObject(), a));
    ArrayNode items = root.putArray("items");
    List<SettledVerdicts.Pair> pairs = verdicts.pairs();
    pairs.stream().filter(SettledVerdicts.Pair::shown).forEach(p -> p.show(items.addObject()));
    List<SettledClaims.Item> differing = claims.items();
    differing.stream().filter(SettledClaims.Item::shown).forEach(i -> i.show(items.addObject()));
    root.put("agreed", agreed(pairs, differing));
    ObjectNode agreement = root.putObject("agreement");
    AgreementRate rate =
        AgreementRate.compute(
            pairs.stream().map(p -> p.first().path("label").asText()).toList(),
            pairs.stream().map(p -> p.second().path("label").asText()).toList());
    agreement.put("pairs", rate.items()).put("agreed", AgreementRate.text(rate.share()));
    agreement.put("kappa", AgreementRate.text(rate.kappa()));
    return root.put("undo", edits.steps());
  }

  private static long agreed(List<SettledVerdicts.Pair> pairs, List<SettledClaims.Item> items) {
    return pairs.stream().filter(SettledVerdicts.Pair::agreed).count()
        + items.stream().filter(SettledClaims.Item::agreed).count();
  }

  @Override
  public synchronized boolean change(String what, JsonNode asked) throws StaleFileException {
    return edits.locked(() -> changed(what, asked));
  }

  /** What articles say, and those themselves, stay. */
  @Override
  public synchronized ObjectNode after(String what, JsonNode asked) {
    return PageArticles.part(all());
  }

  private boolean changed(String what, JsonNode asked) throws StaleFileException {
    if (what.equals("undo")) {
      edits.undo();
      return true;
    }
    if (!what.equals("settle") && !what.equals("agreed")) {
      return false;
    }
    if (!version().equals(asked.path("version").asText())) {
      throw new StaleFileException(gold);
    }
    if (what.equals("agreed")) {
      takeOver();
    } else {
      settle(asked);
    }
    return true;
  }

  private void settle(JsonNode asked) {
    String key = asked.path("key").asText();
    int choice = asked.path("choice").asInt();
    if (choice < 1 || choice > 3) {
      throw new UserError("choice: expected 1, 2 or 3, got " + asked.path("choice").asText());
    }
    Map<Path, String> texts = new LinkedHashMap<>();
    for (SettledVerdicts.Pair pair : verdicts.pairs()) {
      if (pair.key().equals(key)) {
        verdicts.settle(pair, choice, asked.path("verdict"), texts);
        edits.write(texts);
        return;
      }
    }
    for (SettledClaims.Item item : claims.items()) {
      if (item.key().equals(key)) {
        claims.settle(item, choice, texts);
        edits.write(texts);
        return;
      }
    }
    throw new UserError("'" + key + "' is nothing that both have labelled; load it again");
  }

  /** All that both say alike and the gold does not have yet, as one step. */
  private void takeOver() {
    Map<Path, String> texts = new LinkedHashMap<>();
    verdicts.pairs().stream()
        .filter(SettledVerdicts.Pair::agreed)
        .forEach(p -> verdicts.settle(p, 1, Json.PLAIN.missingNode(), texts));
    claims.items().stream()
        .filter(SettledClaims.Item::agreed)
        .forEach(i -> claims.settle(i, 1, texts));
    if (texts.isEmpty()) {
      throw new UserError("nothing on which both agree is missing in the gold");
    }
    edits.write(texts);
  }

  /** Of everything that a decision rests on: both annotators' files and the gold's. */
  private String version() {
    List<Path> files = new ArrayList<>();
    for (Article article : articles.values()) {
      files.add(new GoldPaths(gold).claims(article.id()));
      files.add(new GoldPaths(gold).verdicts(article.story()));
      for (Annotator annotator : List.of(first, second)) {
        files.add(annotator.claims(article.id()));
        files.add(annotator.verdicts(article.story()));
      }
    }
    StringBuilder all = new StringBuilder();
    files.stream().distinct().forEach(f -> all.append(f).append(EditedFiles.read(f, "")));
    return Sha256.sha256(all.toString());
  }
}
