package dev.claimbench.model.http;

import dev.claimbench.model.djl.ChatTemplate;
import dev.claimbench.model.gguf.GgufHeader;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Ollama creates a model from: a GGUF file, its chat template as Ollama needs it, and perhaps
 * an adapter. A GGUF has its template in Jinja and Ollama reads Go's; one that it does not know by
 * heart it replaces by {@code {{ .Prompt }}}, which drops the system message and all marks of who
 * speaks.
 *
 * @param gguf the file
 * @param architecture its model's, e.g. {@code llama}
 * @param template Go's, for one system and one user message
 * @param adapter the files of a LoRA adapter in PEFT's format, which are in one folder; empty for
 *     none
 */
public record Modelfile(Path gguf, String architecture, String template, List<Path> adapter) {
  /** Of the architectures that adapters are checked for, Ollama takes those of this one alone. */
  private static final String ADAPTED = "llama";

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
    return new Modelfile(gguf, header.architecture(), render(family, jinja), List.of());
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

  /** Whether Ollama takes adapters of this family; others have to be merged into the file. */
  public boolean takesAdapter() {
    return architecture.equals(ADAPTED);
  }

  /** The same with an adapter. */
  public Modelfile withAdapter(List<Path> files) {
    return new Modelfile(gguf, architecture, template, List.copyOf(files));
  }

  /** For {@code ollama create NAME -f Modelfile}. */
  public String text() {
    return "# One system and one user message, as the file's own chat template has them.\nFROM "
        + gguf.toAbsolutePath().normalize()
        + adapter.stream()
            .limit(1)
            .map(file -> "\nADAPTER " + file.toAbsolutePath().normalize().getParent())
            .collect(Collectors.joining())
        + "\nTEMPLATE \"\"\""
        + template
        + "\"\"\"\n";
  }
}
