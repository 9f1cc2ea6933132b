/**
 * Constrained decoding: answers that cannot break their JSON schema, for any decoder whose logits
 * are in our hands.
 *
 * <p>A schema is cut into regular pieces, each a deterministic automaton over bytes; what would
 * multiply states (nesting, how many items, how many characters) is kept on a small stack beside
 * them. A token is allowed if its bytes lead somewhere from which the answer can still be finished,
 * so no answer ever runs into a dead end. Willard and Louf 2023 (arXiv:2307.09702) describe masks
 * over a vocabulary from an automaton; Dong et al. 2024 (arXiv:2411.15100) the stack and what can
 * be cached without it.
 *
 * <pre>{@code
 * Vocabulary vocabulary = Vocabulary.read(Path.of("model/tokenizer.json"), 151645);
 * Constraint constraint = Constraint.compile(schema, vocabulary).over(article);
 * Decoding decoding = constraint.start();
 * while (!decoding.finished()) {
 *   OptionalInt forced = decoding.forced();              // needs no run of the model
 *   decoding.accept(forced.isPresent() ? forced.getAsInt() : best(logits(), decoding.allowed()));
 * }
 * String answer = decoding.text();
 * }</pre>
 */
@NullMarked
package dev.claimbench.model.djl.constrained;

import org.jspecify.annotations.NullMarked;
