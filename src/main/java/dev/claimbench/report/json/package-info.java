/** What machines read: scores, comparisons, decisions and times as JSON. */
@Internal
@NullMarked
package dev.claimbench.report.json;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
