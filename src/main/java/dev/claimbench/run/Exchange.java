package dev.claimbench.run;

import java.util.Optional;

/**
 * One question as the model got it, and what came back.
 *
 * @param task {@code extract} or {@code verify}
 * @param item as in the prompt: the article's id, or {@code story/claim@article}
 * @param system the instructions, may be empty
 * @param user what came after them
 * @param entry empty where it was never asked
 */
public record Exchange(
    String task, String item, String system, String user, Optional<Entry> entry) {}
