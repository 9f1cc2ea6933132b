/** {@code claimbench import}: a class a data set. */
package dev.claimbench.cli.imports;
