/** The library's front door: {@link dev.claimbench.Claimbench}. */
package dev.claimbench;
