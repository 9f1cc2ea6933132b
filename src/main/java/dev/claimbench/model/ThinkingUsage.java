package dev.claimbench.model;

import java.time.Duration;

/**
 * What a model thought before it answered.
 *
 * @param tokens as the server counted them; where it counts only the whole, the share that came as
 *     thinking, which is exact for servers that send each token by itself; -1 where nothing was
 *     counted
 * @param time from the first piece of thinking to the first of the answer, by our own clock
 */
public record ThinkingUsage(int tokens, Duration time) {}
