/** What pipelines read. */
package dev.claimbench.report.ci;
