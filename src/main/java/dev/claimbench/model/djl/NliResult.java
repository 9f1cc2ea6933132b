package dev.claimbench.model.djl;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a cross-encoder makes of a claim.
 *
 * @param shares the probability of each relation in the window that decided; 0 for one that the
 *     model does not know
 * @param relation the likeliest; of equal ones the first in the order of {@link Relation}
 * @param evidence the sentence of that window, letter for letter, that alone bears the relation out
 *     best; empty for NEUTRAL
 * @param windows how many were read
 * @param decided number of the one that decided, from 0
 * @param readTokens of all windows and sentences, with the claim each time
 * @param readTime for the windows
 * @param evidenceTime for the sentences
 */
public record NliResult(
    Map<Relation, Double> shares,
    Relation relation,
    Optional<String> evidence,
    int windows,
    int decided,
    int readTokens,
    Duration readTime,
    Duration evidenceTime) {}
