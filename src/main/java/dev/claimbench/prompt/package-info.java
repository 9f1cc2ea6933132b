/** Prompt templates and their JSON schemas, and the prompts that come of them. */
package dev.claimbench.prompt;
