package dev.claimbench.answer;

import dev.claimbench.claim.Verdict;
import java.util.Optional;

/**
 * A model's verdict on a claim.
 *
 * @param evidence what it quoted before deciding; empty where it found nothing
 */
public record Judgement(Verdict verdict, Optional<String> evidence) {}
