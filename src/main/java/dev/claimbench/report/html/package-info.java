/** Pages to look at, each a file without network. */
package dev.claimbench.report.html;
