/** How a jar outside the project adds a runtime, a metric, a task or a report. */
@Internal
@NullMarked
package dev.claimbench.plugin;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
