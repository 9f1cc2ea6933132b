/** Rows and tables for other tools. */
package dev.claimbench.report.export;
