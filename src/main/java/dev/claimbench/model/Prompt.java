package dev.claimbench.model;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import java.util.Objects;
import java.util.Optional;

/**
 * What one call asks.
 *
 * @param task the task's name
 * @param item what the answer is about: the article's id, or {@code story/claim@article}
 * @param system the instructions
 * @param user the article and, at its end, the claim, so that a server can reuse the prefix
 * @param schema JSON schema (text) that the answer must satisfy
 * @param template SHA-256 of template and schema, hex
 * @param article the article that it is about
 * @param claim the claim to judge; empty for extraction
 */
public record Prompt(
    String task,
    String item,
    String system,
    String user,
    String schema,
    String template,
    Article article,
    Optional<CheckClaim> claim) {
  public Prompt {
    Objects.requireNonNull(task);
    Objects.requireNonNull(item);
    Objects.requireNonNull(system);
    Objects.requireNonNull(user);
    Objects.requireNonNull(schema);
    Objects.requireNonNull(template);
    Objects.requireNonNull(article);
    Objects.requireNonNull(claim);
  }
}
