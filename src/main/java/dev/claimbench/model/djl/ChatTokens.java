package dev.claimbench.model.djl;

/**
 * A chat as tokens, to be answered.
 *
 * @param ids all of them
 * @param boundaries numbers of first tokens that other chats have in common with it, any order
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
public record ChatTokens(int[] ids, int[] boundaries) {
  public int length() {
    return ids.length;
  }
}
