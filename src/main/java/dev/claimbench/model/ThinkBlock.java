package dev.claimbench.model;

import java.util.List;
import java.util.Optional;

/**
 * The marks around thinking that a server left in the text.
 *
 * @param begin which some chat templates write themselves: then the text has only the end
 */
public record ThinkBlock(String begin, String end) {
  private static final List<ThinkBlock> KNOWN =
      List.of(
          // Qwen, DeepSeek, Kimi K2, and many more
          new ThinkBlock("<think>", "</think>"),
          // Magistral, from 1.1 on
          new ThinkBlock("[THINK]", "[/THINK]"),
          // Kimi before K2
          new ThinkBlock("◁think▷", "◁/think▷"),
          // Gemma 4
          new ThinkBlock("<|channel>thought", "<channel|>"),
          // MiniMax-M3
          new ThinkBlock("<mm:think>", "</mm:think>"),
          // Kimi K3
          new ThinkBlock("<|open|>think<|sep|>", "<|close|>think<|sep|>"));

  /** Kimi K3's channel of the answer itself; chat templates may write its beginning. */
  private static final ThinkBlock RESPONSE =
      new ThinkBlock("<|open|>response<|sep|>", "<|close|>response<|sep|>");

  private static final String FENCE = "```";

  /**
   * What follows the thinking.
   *
   * @param text without white space before it
   * @return empty where the text has no end of thinking, or is an answer already: an end inside
   *     JSON belongs to the JSON
   */
  public static Optional<String> after(String text) {
    if (text.startsWith("{") || text.startsWith(FENCE)) {
      return Optional.empty();
    }
    for (ThinkBlock block : KNOWN) {
      int end = text.indexOf(block.end);
      if (end >= 0) {
        return Optional.of(unwrapped(text.substring(end + block.end.length())));
      }
    }
    return text.startsWith(RESPONSE.begin) ? Optional.of(unwrapped(text)) : Optional.empty();
  }

  private static String unwrapped(String text) {
    String answer = text.stripLeading();
    if (!answer.startsWith(RESPONSE.begin)) {
      return text;
    }
    int end = answer.indexOf(RESPONSE.end);
    return answer.substring(RESPONSE.begin.length(), end < 0 ? answer.length() : end);
  }

  /** Whether the text has an end of thinking before its answer. */
  public static boolean isClosed(String text) {
    return !text.startsWith("{")
        && !text.startsWith(FENCE)
        && KNOWN.stream().anyMatch(block -> text.contains(block.end));
  }

  /** Whether thinking begins with the text and never ends. */
  public static boolean isOpen(String text) {
    return KNOWN.stream().anyMatch(b -> text.startsWith(b.begin)) && after(text).isEmpty();
  }
}
