/** How a jar outside the project adds a runtime, a metric or a report. */
package dev.claimbench.plugin;
