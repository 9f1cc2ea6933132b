package dev.claimbench.dataset.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes FEVERFact's sentences as our own files: {@code seeds/<page>/<page>-<sentence_id>.md}, the
 * sentence in its context; {@code eval/gold/<page>-<sentence_id>.yaml}, its gold claims; {@code
 * eval/stories.yaml}, in which each page is a story.
 */
public final class FeverFactFolder {
  private static final String NAME = "FEVERFact";

  private FeverFactFolder() {}

  /**
   * Writes all sentences.
   *
   * @param split {@code dev} or {@code test}
   * @return what was written, for the user
   * @throws UserError where the folder holds anything already, or a sentence has no text or claims
   */
  public static String write(FeverFact data, Path folder, String split) {
    ItemFolder.checkNew(folder, split);
    Set<String> stories = new HashSet<>();
    int claims = 0;
    for (FeverFact.Sentence sentence : data.sentences()) {
      Article article = article(sentence);
      if (article.text().isEmpty() || sentence.gold().isEmpty()) {
        throw new UserError(
            sentence.where() + ": expected a text and gold claims, got none; leave the row out");
      }
      if (claims == 0) {
        ItemFolder.begin(folder, "seeds");
      }
      TextFiles.append(ItemFolder.file(folder, article), ItemFolder.content(article));
      TextFiles.append(
          folder.resolve("eval/gold").resolve(article.id() + ".yaml"),
          ItemFolder.yaml(gold(article.id(), sentence)));
      if (stories.add(article.story())) {
        ItemFolder.story(folder, article.story(), split, NAME, stories.size() == 1);
      }
      claims += sentence.gold().size();
    }
    return Text.format(
        "%,d stories, %,d articles, %,d gold claims",
        stories.size(), data.sentences().size(), claims);
  }

  private static Article article(FeverFact.Sentence sentence) {
    String story = DatasetIds.toSlug(sentence.source());
    return new Article(
        DatasetIds.toSlug(story + "-" + sentence.id()),
        story,
        sentence.source(),
        NAME,
        Optional.empty(),
        String.join("\n", sentence.context()));
  }

  private static ObjectNode gold(String article, FeverFact.Sentence sentence) {
    ObjectNode gold = Json.PLAIN.createObjectNode();
    gold.put("version", 1).put("article", article).put("imported", NAME);
    ArrayNode claims = gold.putArray("claims");
    for (String text : sentence.gold()) {
      claims
          .addObject()
          .put("id", Text.format("c%02d", claims.size()))
          .put("text", text)
          .put("weight", "must");
    }
    return gold;
  }
}
