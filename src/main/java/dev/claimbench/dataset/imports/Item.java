package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Optional;

/**
 * One claim of a public data set with one text and what its annotators say of the two.
 *
 * @param key the data set's own id of this row, as predictions name it
 * @param given the data set's own label
 */
public record Item(String key, Article article, GoldVerdict verdict, String given) {

  /** What all items of a data set have in common. */
  record Source(String name) {

    /**
     * An item under names that our files can have.
     *
     * @param evidence parts of the text
     * @throws UserError where claim or text are empty
     */
    Item item(Labelled row, Text text, List<String> evidence) {
      String claim = Text.clean(row.claim());
      if (claim.isEmpty() || text.joined().isEmpty()) {
        throw new UserError(
            row.where() + ": expected a claim and a text, got an empty one; leave the row out");
      }
      String story = DatasetIds.toSlug(text.story());
      CheckClaim check =
          new CheckClaim(
              story,
              DatasetIds.toSlug(row.key()),
              claim,
              DatasetIds.toSlug(row.family()),
              Optional.empty(),
              Optional.empty());
      Article article =
          new Article(
              DatasetIds.toSlug(text.id()),
              story,
              text.title(),
              name,
              Optional.empty(),
              text.joined());
      GoldVerdict verdict =
          new GoldVerdict(
              check,
              article.id(),
              row.label(),
              false,
              // Our gold has no evidence for "not enough information".
              row.label() == Verdict.NOT_ENOUGH_INFO ? List.of() : evidence,
              "labelled " + row.given() + " in " + name,
              false);
      return new Item(row.key(), article, verdict, row.given());
    }
  }

  /**
   * A row in the data set's own terms.
   *
   * @param family claims of one family are not independent of one another
   */
  record Labelled(
      String where, String key, String claim, String family, Verdict label, String given) {}

  /**
   * A text in the data set's own terms.
   *
   * @param story what is not independent of one another: the same document, the same page
   */
  record Text(String id, String story, String title, List<String> sentences) {
    Text {
      sentences = sentences.stream().map(Text::clean).toList();
    }

    static Text whole(String id, String story, String title, String text) {
      return new Text(id, story, title, List.of(text));
    }

    String joined() {
      return String.join("\n", sentences).strip();
    }

    /** Text as our files have it: LF line ends, no zero characters, no half characters. */
    static String clean(String text) {
      StringBuilder clean = new StringBuilder(text.length());
      text.replace("\r\n", "\n")
          .replace('\r', '\n')
          .codePoints()
          .filter(c -> c != 0 && c != '\uFEFF')
          .map(c -> Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
          .forEach(clean::appendCodePoint);
      return clean.toString().strip();
    }
  }
}
