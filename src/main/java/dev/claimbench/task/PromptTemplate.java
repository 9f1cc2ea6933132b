package dev.claimbench.task;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Prompt;
import dev.claimbench.text.Sha256;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a task's prompt with places for the article and the claim.
 *
 * @param task the task's name
 * @param version the template's own version, for manifests
 * @param system instructions; may be empty
 * @param user what comes after them, with {@code {{article}}}, {@code {{title}}}, {@code
 *     {{published}}} and, to verify, {@code {{claim}}}
 * @param schema JSON schema of the answer, as text
 * @param maxTokens most tokens of an answer
 */
public record PromptTemplate(
    String task, int version, String system, String user, String schema, int maxTokens) {
  private static final Pattern CONTROL =
      // Gemma; Llama 2 and Mistral; thinking; DeepSeek has a full-width bar.
      Pattern.compile(
          "(<)((?:start_of_turn|end_of_turn|/?think|/?s|bos|eos|[｜][^>]{0,40}[｜])>)"
              + "|(\\[)(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS)])");

  /** Asked for with each prompt of a page. */
  private static final Sha256.SharedPrefix HASHES = new Sha256.SharedPrefix();

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  public PromptTemplate {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(schema, "schema");
    if (maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be 1 or more, got " + maxTokens);
    }
  }

  /** SHA-256 of all that decides what the model sees, hex. */
  public String hash() {
    return HASHES.sha256(String.join("\0", task, system, user, schema, "" + maxTokens));
  }

  /**
   * The same question with nothing of the article in it, neither text nor title nor date: what a
   * model then says, it knows or guesses from the claim.
   */
  public PromptTemplate withoutArticle() {
    return new PromptTemplate(task, version, withheld(system), withheld(user), schema, maxTokens);
  }

  private static String withheld(String text) {
    return text.replace("{{article}}", "")
        .replace("{{title}}", "")
        .replace("{{published}}", "unknown");
  }

  /** Makes prompts of it; hashes it once for all of them. */
  public Renderer renderer() {
    return new Renderer(this, hash());
  }

  /**
   * A template with its hash.
   *
   * @param hash {@link PromptTemplate#hash()}
   */
  public record Renderer(PromptTemplate template, String hash) {
    /**
     * One question.
     *
     * @param item what it is about, as the task names it
     * @param claim empty where the template shows none
     */
    public Prompt prompt(String item, Article article, Optional<CheckClaim> claim) {
      return template.render(hash, item, article, claim);
    }
  }

  private Prompt render(String hash, String item, Article article, Optional<CheckClaim> claim) {
    Map<String, String> values =
        Map.of(
            "article", harmless(article.text()),
            "title", harmless(article.title()),
            "published", article.published().map(LocalDate::toString).orElse("unknown"),
            "claim", claim.map(c -> harmless(c.text())).orElse(""));
    return new Prompt(
        task, item, fill(system, values), fill(user, values), schema, hash, article, claim);
  }

  /** One pass, so that an article that contains {@code {{claim}}} stays as it is. */
  private static String fill(String text, Map<String, String> values) {
    if (!text.contains("{{")) {
      return text; // instructions, which are most of it
    }
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    int from = 0;
    while (place.find()) {
      filled.append(text, from, place.start());
      filled.append(values.getOrDefault(place.group(1), place.group()));
      from = place.end();
    }
    return filled.append(text, from, text.length()).toString();
  }

  /** Chat templates' control tokens must not come out of an article: it could end its own turn. */
  private static String harmless(String text) {
    // Most articles have none of these, and the pattern took more time than all else of a call.
    if (text.indexOf('<') < 0 && text.indexOf('[') < 0 && !text.contains("|>")) {
      return text;
    }
    return CONTROL
        .matcher(text.replace("<|", "< |").replace("|>", "| >"))
        .replaceAll(m -> m.group(1) == null ? "[ " : "< " + m.group(2));
  }
}
