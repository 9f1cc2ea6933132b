/** What to know of a model and its server before a night is spent on them. */
@Internal
@NullMarked
package dev.claimbench.doctor;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
