/**
 * Labelling: the served pages for articles, sheets and adjudication, the edits of files that they
 * make, who labelled what, and how far annotators agree.
 */
@Internal
@NullMarked
package dev.claimbench.label;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
