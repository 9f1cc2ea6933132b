package dev.claimbench.model.djl.constrained;

import dev.claimbench.text.UserError;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON schema, ready to hold answers that are written with one vocabulary. Immutable; may be
 * shared by threads.
 *
 * <p>Answers are compact JSON: no white space outside strings, properties in the schema's order,
 * none that the schema does not name. What the schema leaves without a limit gets one, so that no
 * answer can run on forever: {@value #LONGEST_TEXT} characters in a string, {@value #MOST_ITEMS}
 * items in an array, 15 digits before a point and 10 after it, no exponents. All this narrows the
 * schema and never widens it, so each answer is valid.
 *
 * <p>Understood: {@code type} (one or several), {@code properties}, {@code required}, {@code
 * items}, {@code minItems}, {@code maxItems}, {@code minLength}, {@code maxLength} (code points),
 * {@code minimum} and {@code maximum} (whole numbers), {@code enum}, {@code const}, {@code anyOf},
 * {@code oneOf} where its alternatives are plainly disjoint, {@code $ref} into the same schema
 * without recursion, and on strings {@code "format": "verbatim"}: a passage of the article, word
 * for word. {@code {"type": "string", "maxLength": 60}} passes; {@code {"type": "string",
 * "pattern": "a+"}} does not: {@code at /pattern: …}.
 */
public final class Constraint {
  /** The most characters (code points) of a string without {@code maxLength}. */
  public static final int LONGEST_TEXT = 1000;

  /** The most items of an array without {@code maxItems}. */
  public static final int MOST_ITEMS = 100;

  private final Program program;
  private final Vocabulary vocabulary;

  private Constraint(Program program, Vocabulary vocabulary) {
    this.program = program;
    this.vocabulary = vocabulary;
  }

  /**
   * Makes a schema ready: once a schema and vocabulary.
   *
   * @param schema JSON schema, text
   * @throws UserError for a schema that cannot be held, with the path of what is in the way
   */
  public static Constraint compile(String schema, Vocabulary vocabulary) {
    Shape shape = new ShapeReader(schema).read();
    return new Constraint(new Assembler(vocabulary).assemble(shape), vocabulary);
  }

  /** Whether the schema has verbatim strings, and so {@link #over} is needed before a start. */
  public boolean needsArticle() {
    return program.steps().stream().anyMatch(Step.Quote.class::isInstance);
  }

  /**
   * The same with verbatim strings held to an article. To be kept while the same article is asked
   * about: what is found about it is kept with it.
   *
   * @param article the text that quotes are taken from
   * @throws UserError if no passage of it is as long as the schema wants
   */
  public Constraint over(String article) {
    Objects.requireNonNull(article);
    if (!needsArticle()) {
      return this;
    }
    TokenMasks passages =
        new TokenMasks(
            vocabulary.trie(), new SuffixAutomaton(article).machine(vocabulary.singleBytes()));
    return new Constraint(Assembler.quoting(program, passages), vocabulary);
  }

  /**
   * A new answer.
   *
   * @throws IllegalStateException if the schema {@link #needsArticle}
   */
  public Decoding start() {
    Optional<Step> quote = program.steps().stream().filter(Step.Quote.class::isInstance).findAny();
    if (quote.isPresent()) {
      throw new IllegalStateException("the schema has verbatim strings: call over(article) first");
    }
    return new Decoding(program, vocabulary);
  }
}
