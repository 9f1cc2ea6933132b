package dev.claimbench;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.swap.PromptSearch;

/**
 * Whether a model may take another's place.
 *
 * @param decision {@link Decision.Accept} to swap, {@link Decision.Reject} to keep
 * @param search with which prompts each was asked, and why
 */
public record SwapDecision(Comparison comparison, Decision decision, PromptSearch search) {}
