package dev.claimbench.spark;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Replies in a folder that all machines see: one a key, grouped, and never written over. */
interface ReplyFolder {
  /** Whether it has no group, and so no reply. */
  boolean isEmpty() throws IOException;

  /** Keys that a group has. */
  Set<String> keys(String group) throws IOException;

  /** What is kept under a key that the group has. */
  String read(String group, String key) throws IOException;

  /**
   * Keeps a text whole or not at all, also where this process is killed meanwhile.
   *
   * @param writer differs between all that write at a time
   * @return false where the key has one already, which stays
   */
  boolean putIfAbsent(String group, String key, String text, String writer) throws IOException;

  /** What this folder cannot promise of {@link #putIfAbsent}; empty where it keeps all of it. */
  default Optional<String> caution() throws IOException {
    return Optional.empty();
  }

  /** Takes a damaged one away. */
  void remove(String group, String key) throws IOException;
}
