/** What to know of a model and its server before a night is spent on them. */
package dev.claimbench.doctor;
