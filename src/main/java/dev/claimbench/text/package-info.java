/**
 * Plain functions on text that every package may use: decoding, YAML, CSV, names, hashes. Imports
 * nothing of this project.
 */
@NullMarked
package dev.claimbench.text;

import org.jspecify.annotations.NullMarked;
