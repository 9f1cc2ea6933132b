package dev.claimbench.model;

/**
 * A model that a server has in memory.
 *
 * @param name with its tag
 * @param size bytes, its context included
 * @param vram how many of them are on a GPU
 * @param context tokens that it was loaded with; 0 where the server does not tell
 */
public record LoadedModel(String name, long size, long vram, int context) {}
