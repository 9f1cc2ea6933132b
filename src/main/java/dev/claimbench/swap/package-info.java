/** What swapping a model takes: the prompt that suits each, and claims where nobody labelled. */
@NullMarked
package dev.claimbench.swap;

import org.jspecify.annotations.NullMarked;
