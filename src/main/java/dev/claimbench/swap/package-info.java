/** What swapping a model takes: the prompt that suits each, and claims where nobody labelled. */
package dev.claimbench.swap;
