/** {@code claimbench import}: a class a data set. */
@Internal
@NullMarked
package dev.claimbench.cli.imports;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
