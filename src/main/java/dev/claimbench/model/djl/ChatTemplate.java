package dev.claimbench.model.djl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a family of models marks who speaks: the text that a Jinja template makes of one system and
 * one user message, with the answer's beginning added. Written by hand, because no Java library
 * runs the templates in use; tests hold it against recorded text of the originals.
 */
public enum ChatTemplate {
  /** Qwen 2, 2.5 and 3, SmolLM2 and others. */
  CHATML("<|im_start|>", "<|im_end|>") {
    @Override
    public String render(String template, String system, String user, boolean think) {
      String instructions = system.isEmpty() ? usualSystem(template).orElse("") : system;
      StringBuilder text = new StringBuilder();
      if (!instructions.isEmpty()) {
        text.append("<|im_start|>system\n").append(instructions).append("<|im_end|>\n");
      }
      text.append("<|im_start|>user\n").append(user).append("<|im_end|>\n");
      text.append("<|im_start|>assistant\n");
      if (!think && template.contains("enable_thinking")) {
        text.append("<think>\n\n</think>\n\n");
      }
      return text.toString();
    }

    /** What the template says when nobody gives instructions, as Qwen 2.5 and SmolLM2 do. */
    private Optional<String> usualSystem(String template) {
      Matcher usual = USUAL_SYSTEM.matcher(template);
      return usual.find() ? Optional.of(usual.group(1)) : Optional.empty();
    }
  },

  /** Llama 3 and, with its lines about dates, 3.1 to 3.3. */
  LLAMA3("<|start_header_id|>", "<|eot_id|>") {
    @Override
    public String render(String template, String system, String user, boolean think) {
      // The template's own date where it is not told today's: the same prompt on every day.
      String dates =
          template.contains("Cutting Knowledge Date")
              ? "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
              : "";
      StringBuilder text = new StringBuilder("<|begin_of_text|>");
      if (!dates.isEmpty() || !system.isEmpty()) {
        text.append(turn("system", dates + system.strip()));
      }
      return text.append(turn("user", user.strip()))
          .append("<|start_header_id|>assistant<|end_header_id|>\n\n")
          .toString();
    }

    private String turn(String who, String content) {
      return "<|start_header_id|>" + who + "<|end_header_id|>\n\n" + content + "<|eot_id|>";
    }
  },

  /** Gemma 2 and 3, which know no system: instructions open the user's turn. */
  GEMMA("<start_of_turn>", "<end_of_turn>") {
    @Override
    public String render(String template, String system, String user, boolean think) {
      return "<bos><start_of_turn>user\n"
          + (system.isEmpty() ? "" : system + "\n\n")
          + user.strip()
          + "<end_of_turn>\n<start_of_turn>model\n";
    }
  };

  private static final Pattern USUAL_SYSTEM =
      Pattern.compile("<\\|im_start\\|>system(?:\\n|\\\\n)([^<{'\"]+)<\\|im_end\\|>");

  private final String marker;
  private final String end;

  ChatTemplate(String marker, String end) {
    this.marker = marker;
    this.end = end;
  }

  /** The family of a Jinja template, by the marks it writes; empty for one not known here. */
  public static Optional<ChatTemplate> detect(String template) {
    for (ChatTemplate family : values()) {
      if (template.contains(family.marker)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /** The token that ends a turn, and with it an answer. */
  String end() {
    return end;
  }

  /**
   * The whole text to be read before the answer.
   *
   * @param template text of the Jinja template, for what models of one family do differently
   * @param system instructions; may be empty
   * @param think whether a model that can think first may do so
   */
  public abstract String render(String template, String system, String user, boolean think);
}
