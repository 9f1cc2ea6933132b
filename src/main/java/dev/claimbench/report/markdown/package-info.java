/** Markdown for summaries and pull requests. */
@Internal
@NullMarked
package dev.claimbench.report.markdown;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
