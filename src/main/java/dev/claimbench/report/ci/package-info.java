/** What pipelines read. */
@Internal
@NullMarked
package dev.claimbench.report.ci;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
