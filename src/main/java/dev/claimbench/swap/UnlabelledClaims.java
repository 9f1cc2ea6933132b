package dev.claimbench.swap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.align.Aligner;
import dev.claimbench.compare.ClaimSheet;
import dev.claimbench.compare.LabelledClaims;
import dev.claimbench.compare.Policy;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.task.Answer;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Claims to be judged on articles that nobody labelled: the first few that each model takes from
 * each article, judged against that article and the next one of its story. They are written as
 * disputed, so that nothing ever scores them.
 */
public final class UnlabelledClaims {
  private UnlabelledClaims() {}

  /**
   * Writes {@code verify/<story>.yaml} files.
   *
   * @param runs what each model answered
   * @param articles all that they were asked about
   * @param each how many claims each model brings for each article, 1 or more
   * @return how many verdicts that makes
   */
  public static int write(
      List<List<ExtractResult>> runs, List<Article> articles, int each, Path folder) {
    Map<String, Set<String>> claims = new LinkedHashMap<>();
    for (List<ExtractResult> run : runs) {
      for (ExtractResult result : run) {
        if (result.answer() instanceof Answer.Parsed<List<Claim>> parsed) {
          Set<String> texts =
              claims.computeIfAbsent(result.article().id(), k -> new LinkedHashSet<>());
          parsed.value().stream().limit(each).forEach(c -> texts.add(c.text().strip()));
        }
      }
    }
    Map<String, List<Article>> stories = new LinkedHashMap<>();
    articles.forEach(a -> stories.computeIfAbsent(a.story(), k -> new ArrayList<>()).add(a));
    int verdicts = 0;
    for (Map.Entry<String, List<Article>> story : stories.entrySet()) {
      // As the schema of verify files has it.
      if (!story.getKey().matches("[a-z0-9][a-z0-9-]*")) {
        throw new UserError(
            "story '"
                + story.getKey()
                + "': expected lower case letters, digits and '-'; rename the articles' folder");
      }
      verdicts += write(story.getKey(), story.getValue(), claims, folder);
    }
    if (verdicts == 0) {
      throw new UserError("neither model gave a valid claim on these articles; nothing to judge");
    }
    return verdicts;
  }

  /**
   * A copy of such files that has some of their verdicts only.
   *
   * @param ids {@code story/claim@article}, of at least one of them
   */
  public static void writeSome(Path folder, Set<String> ids, Path to) {
    Map<String, ObjectNode> stories = new TreeMap<>();
    for (String id : ids) {
      String story = id.replaceFirst("/.*", "");
      Path file = folder.resolve(GoldFolder.VERIFY).resolve(story + ".yaml");
      stories.computeIfAbsent(story, k -> tree(file));
    }
    stories.forEach(
        (story, root) -> {
          for (Iterator<JsonNode> i = root.withArray("claims").elements(); i.hasNext(); ) {
            ObjectNode claim = (ObjectNode) i.next();
            ObjectNode verdicts = claim.withObject("verdicts");
            List<String> others = new ArrayList<>();
            verdicts
                .fieldNames()
                .forEachRemaining(
                    article -> {
                      if (!ids.contains(story + "/" + claim.path("id").asText() + "@" + article)) {
                        others.add(article);
                      }
                    });
            verdicts.remove(others);
            if (verdicts.isEmpty()) {
              i.remove();
            }
          }
          AtomicFile.write(
              to.resolve(GoldFolder.VERIFY).resolve(story + ".yaml"), Json.pretty(root));
        });
  }

  private static ObjectNode tree(Path file) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(TextFiles.read(file));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": changed since it was written; remove its folder");
    }
  }

  /** The claims that only one of two runs took from an article. */
  public static List<ClaimSheet.Row> different(List<List<ExtractResult>> runs) {
    return ClaimSheet.rows(
        claimsByArticle(runs.get(0)), claimsByArticle(runs.get(1)), Aligner.standard());
  }

  /**
   * Reads the sheet of those claims.
   *
   * @param articles how many the runs were asked about
   * @param margin see {@link LabelledClaims}
   */
  public static LabelledClaims labelled(
      String name,
      String text,
      List<List<ExtractResult>> runs,
      int articles,
      OptionalDouble margin,
      Policy rules) {
    return ClaimSheet.read(name, text, different(runs), articles, margin, rules.alpha());
  }

  private static Map<String, List<Claim>> claimsByArticle(List<ExtractResult> run) {
    Map<String, List<Claim>> claims = new LinkedHashMap<>();
    for (ExtractResult result : run) {
      // Of several repeats, the first stands for all.
      if (result.repeat() == 1 && result.answer() instanceof Answer.Parsed<List<Claim>> parsed) {
        claims.put(result.article().id(), parsed.value());
      }
    }
    return claims;
  }

  private static int write(
      String story, List<Article> articles, Map<String, Set<String>> claims, Path folder) {
    ObjectNode root = Json.MAPPER.createObjectNode().put("version", 1);
    root.put("story", story);
    var list = root.putArray("claims");
    int verdicts = 0;
    for (int i = 0; i < articles.size(); i++) {
      Article article = articles.get(i);
      for (String text : claims.getOrDefault(article.id(), Set.of())) {
        ObjectNode claim = list.addObject();
        claim.put("id", Text.format("v%04d", list.size())).put("text", text);
        claim.put("family", article.id());
        ObjectNode labels = claim.putObject("verdicts");
        Set<String> against = new LinkedHashSet<>();
        against.add(article.id());
        against.add(articles.get((i + 1) % articles.size()).id());
        for (String id : against) {
          labels
              .putObject(id)
              .put("label", "NOT_ENOUGH_INFO")
              .put("why", "nobody has labelled it yet")
              .put("disputed", true);
          verdicts++;
        }
      }
    }
    if (verdicts > 0) {
      // JSON is YAML too.
      AtomicFile.write(
          folder.resolve(GoldFolder.VERIFY).resolve(story + ".yaml"), Json.pretty(root));
    }
    return verdicts;
  }
}
