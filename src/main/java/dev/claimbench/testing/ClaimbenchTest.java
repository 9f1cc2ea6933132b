package dev.claimbench.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is invoked once an article, with what the model answered on it: parameters of type
 * {@link dev.claimbench.RunFolder} (the run of that article) and {@link
 * dev.claimbench.dataset.Article} are filled in.
 *
 * <pre>{@code
 * @ClaimbenchTest(model = "ollama/qwen3:8b", seeds = "src/test/seeds", gold = "src/test/gold")
 * void finds_most_of_what_is_there(RunFolder run) {
 *   assertThat(run).hasNoInvalidAnswers().hasObservedRecallAtLeast(0.4);
 * }
 * }</pre>
 *
 * <p>Answers come from the cache where the same was asked before, so that a suite that has not
 * changed needs no model. A model that cannot be opened, and whose answers are not in the cache,
 * fails the test, unless {@link #skipIfUnavailable()} says otherwise. {@code -Dclaimbench.model=…}
 * asks another model than the annotation names. Models are closed when the last test has ended.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ArticleInvocations.class)
public @interface ClaimbenchTest {
  /** {@code runtime/model[@where]}, as {@code claimbench run --model} takes it. */
  String model();

  /** Folder of articles. */
  String seeds();

  /** Folder with {@code gold/} and {@code verify/}; one that is not there is no gold. */
  String gold() default "eval";

  /** Folder of prompts; those that come with Claimbench if empty. */
  String prompts() default "";

  /** Which weights a server has that tells no digest; only then its answers are cached. */
  String revision() default "";

  /**
   * Skips the test where the model or its server is not there, or leaves a question without an
   * answer; under {@code -Dclaimbench.strict=true} it fails all the same.
   */
  boolean skipIfUnavailable() default false;
}
