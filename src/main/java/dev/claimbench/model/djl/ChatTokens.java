package dev.claimbench.model.djl;

import java.util.Arrays;

/**
 * A chat as tokens, to be answered.
 *
 * @param ids all of them
 * @param boundaries numbers of first tokens that other chats have in common with it, any order
 * @param think whether the model is to think before it answers
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
public record ChatTokens(int[] ids, int[] boundaries, boolean think) {
  /** The same with what was written behind it. */
  ChatTokens and(int[] more) {
    int[] all = Arrays.copyOf(ids, ids.length + more.length);
    System.arraycopy(more, 0, all, ids.length, more.length);
    return new ChatTokens(all, boundaries, think);
  }

  /** How many tokens come before the user's message. */
  int instructions() {
    return Arrays.stream(boundaries).min().orElse(0);
  }

  public int length() {
    return ids.length;
  }
}
