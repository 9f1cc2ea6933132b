/**
 * Studies: arms of models and prompts over one gold set, what each took and cost, and the decisions
 * that were fixed beforehand.
 */
@Internal
@NullMarked
package dev.claimbench.study;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
