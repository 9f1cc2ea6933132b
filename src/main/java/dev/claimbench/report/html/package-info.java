/** Pages to look at, each a file without network. */
@Internal
@NullMarked
package dev.claimbench.report.html;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
