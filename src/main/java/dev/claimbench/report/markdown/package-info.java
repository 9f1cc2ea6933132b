/** Markdown for summaries and pull requests. */
package dev.claimbench.report.markdown;
