/**
 * Studies: arms of models and prompts over one gold set, what each took and cost, and the decisions
 * that were fixed beforehand.
 */
package dev.claimbench.study;
