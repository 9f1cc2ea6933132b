/** What machines read: scores, comparisons, decisions and times as JSON. */
package dev.claimbench.report.json;
