package dev.claimbench.model.http;

import dev.claimbench.model.djl.ChatTemplate;
import dev.claimbench.model.gguf.GgufHeader;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What Ollama creates a model from: a GGUF file and its chat template as Ollama needs it. A GGUF
 * has its template in Jinja and Ollama reads Go's; one that it does not know by heart it replaces
 * by {@code {{ .Prompt }}}, which drops the system message and all marks of who speaks.
 *
 * @param gguf the file
 * @param template Go's, for one system and one user message
 */
public record Modelfile(Path gguf, String template) {
  private static final String SYSTEM = "{{ .System }}";
  private static final String PROMPT = "{{ .Prompt }}";

  /**
   * Makes it from the file's own {@code tokenizer.chat_template}.
   *
   * @throws UserError where the file is no GGUF, has none, or one of a family not known here
   */
  public static Modelfile read(Path gguf) {
    GgufHeader header;
    try {
      header = GgufHeader.read(gguf);
    } catch (IOException e) {
      throw new UserError(gguf + ": cannot be used as a GGUF file: " + e.getMessage());
    }
    String jinja = header.chatTemplate();
    ChatTemplate family =
        ChatTemplate.detect(jinja)
            .orElseThrow(
                () ->
                    new UserError(
                        gguf
                            + ": its chat template is "
                            + (jinja.isEmpty() ? "missing" : "of no family known here")
                            + " (ChatML, Llama 3, Gemma); write a Modelfile with a TEMPLATE by"
                            + " hand, see `ollama show --modelfile` of a model of its makers"));
    return new Modelfile(gguf, render(family, jinja));
  }

  private static String render(ChatTemplate family, String jinja) {
    String with = family.render(jinja, SYSTEM, PROMPT, true);
    String without = family.render(jinja, "", PROMPT, true);
    String calm = family.render(jinja, SYSTEM, PROMPT, false);
    // What is added where thinking is switched off stands at the end.
    String off =
        calm.startsWith(with) && calm.length() > with.length()
            ? "{{ if and .IsThinkSet (not .Think) }}" + calm.substring(with.length()) + "{{ end }}"
            : "";
    String text =
        "{{ if .System }}"
            + withoutStartToken(with)
            + "{{ else }}"
            + withoutStartToken(without)
            + "{{ end }}"
            + off;
    return text + "{{ .Response }}";
  }

  /** Without the token that begins a text, which Ollama writes itself. */
  private static String withoutStartToken(String text) {
    return text.replaceFirst("^(?:<\\|begin_of_text\\|>|<bos>|<s>)", "");
  }

  /** For {@code ollama create NAME -f Modelfile}. */
  public String text() {
    return "# One system and one user message, as the file's own chat template has them.\nFROM "
        + gguf.toAbsolutePath().normalize()
        + "\nTEMPLATE \"\"\""
        + template
        + "\"\"\"\n";
  }
}
