/** The library's front door: {@link dev.claimbench.Claimbench}. */
@NullMarked
package dev.claimbench;

import org.jspecify.annotations.NullMarked;
