package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own prompts: what is missing is said by file and part. */
class PromptLibraryTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_schema() throws IOException {
    Files.writeString(folder.resolve("extract.schema.json"), "{\"type\": \"object\"}\n");
    Files.writeString(folder.resolve("verify.schema.json"), "{\"type\": \"object\"}\n");
  }

  private PromptTemplate read(String task, String text) throws IOException {
    Files.writeString(folder.resolve(task + ".md"), text);
    return new PromptLibrary(folder).template(Tasks.named(task).prompt());
  }

  private void refuses(String task, String text, String message) {
    assertThatThrownBy(() -> read(task, text))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve(task + ".md") + message);
  }

  @Test
  void a_prompt_with_the_line_ends_of_windows_is_the_same_prompt() throws IOException {
    String schema = "{\n  \"type\": \"object\"\n}\n";
    String text =
        "---\n"
            + "version: 1\n"
            + "task: extract\n"
            + "schema: extract.schema.json\n"
            + "max_tokens: 50\n"
            + "---\n"
            + "# user\n"
            + "{{article}}\n";
    Files.writeString(folder.resolve("extract.schema.json"), schema);
    String hash = read("extract", text).hash();
    Files.writeString(folder.resolve("extract.schema.json"), schema.replace("\n", "\r\n"));
    assertThat(read("extract", "\uFEFF" + text.replace("\n", "\r\n")).hash()).isEqualTo(hash);
  }

  @Test
  void the_shipped_prompts_can_be_read() {
    PromptLibrary shipped = new PromptLibrary(Path.of("prompts"));
    assertThat(shipped.template(Tasks.EXTRACT.prompt()).user()).contains("{{article}}");
    assertThat(shipped.template(Tasks.VERIFY.prompt()).maxTokens()).isPositive();
  }

  @Test
  void the_shipped_prompts_examples_are_of_no_story() throws IOException {
    PromptLibrary shipped = new PromptLibrary(Path.of("prompts"));
    String prompts =
        words(
                shipped.template(Tasks.EXTRACT.prompt()).system()
                    + shipped.template(Tasks.EXTRACT.prompt()).user())
            + words(
                shipped.template(Tasks.VERIFY.prompt()).system()
                    + shipped.template(Tasks.VERIFY.prompt()).user());
    List<Path> articles;
    try (Stream<Path> walk = Files.walk(Path.of("seeds"))) {
      articles = walk.filter(f -> f.toString().endsWith(".md")).toList();
    }
    assertThat(articles).hasSizeGreaterThan(80);
    for (Path article : articles) {
      String[] text = words(Files.readString(article)).strip().split(" ");
      // Six words in a row are no chance.
      for (int i = 0; i + 6 <= text.length; i++) {
        String row = " " + String.join(" ", List.of(text).subList(i, i + 6)) + " ";
        assertThat(prompts.contains(row)).as(article + ":" + row).isFalse();
      }
    }
  }

  private static String words(String text) {
    return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
  }

  @Test
  void front_matter_instructions_and_request_are_told_apart() throws IOException {
    PromptTemplate template =
        read(
            "verify",
            "---\r\n"
                + "version: 3\r\n"
                + "max_tokens: 99\r\n"
                + "---\r\n"
                + "# system\r\n"
                + "Judge.\r\n"
                + "# user\r\n"
                + "{{article}}\r\n"
                + "{{claim}}\r\n");
    assertThat(template)
        .isEqualTo(
            new PromptTemplate(
                "verify", 3, "Judge.", "{{article}}\n{{claim}}", "{\"type\": \"object\"}", 99));
  }

  @Test
  void blanks_at_the_fences_and_a_byte_order_mark_do_no_harm() throws IOException {
    assertThat(
            read(
                    "extract",
                    "\uFEFF\n"
                        + "--- \n"
                        + "version: 1\n"
                        + "max_tokens: 9\n"
                        + "---\t\n"
                        + "# user\n"
                        + "{{article}}\n"
                        + "--- \n"
                        + "end\n")
                .user())
        .isEqualTo("{{article}}\n--- \nend");
  }

  @Test
  void instructions_may_be_left_out() throws IOException {
    assertThat(
            read("extract", "---\nversion: 1\nmax_tokens: 9\n---\n# user\n{{article}}\n").system())
        .isEmpty();
  }

  @Test
  void what_is_missing_is_said() {
    refuses("extract", "Take the claims.", ": expected front matter between two --- lines");
    refuses(
        "extract", "---\n---\n# user\n{{article}}", ": version: expected a whole number, got none");
    refuses("extract", "---\n", ": expected front matter between two --- lines");
    refuses("extract", "", ": expected front matter between two --- lines");
    refuses(
        "extract",
        "---\nversion: one\nmax_tokens: 9\n---\n# user\n{{article}}",
        ": version: expected a whole number, got 'one'");
    refuses(
        "extract",
        "---\nversion: 1\nmax_tokens: 0\n---\n# user\n{{article}}",
        ": max_tokens: expected 1 or more, got 0");
    refuses(
        "extract",
        "---\nversion: 1\nmax_tokens: 9\n---\n{{article}}",
        ": expected a '# system' and then a '# user' part");
    refuses(
        "extract",
        "---\nversion: 1\nmax_tokens: 9\n---\n# user\n{{article}}\n# system\nTake.",
        ": expected a '# system' and then a '# user' part");
    refuses(
        "verify",
        "---\nversion: 1\nmax_tokens: 9\n---\n# user\n{{article}}",
        ": the '# user' part needs {{article}} and {{claim}}");
    refuses(
        "extract",
        "---\nversion: 1\nmax_tokens: 9\n---\n# user\n{{text}}",
        ": the '# user' part needs {{article}}");
  }

  @Test
  void a_folder_without_the_prompt_is_named_with_what_it_should_be_like() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> new PromptLibrary(none).template(Tasks.VERIFY.prompt()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            none.resolve("verify.md") + ": no such file; --prompts takes a folder like prompts/");
  }

  @Test
  void a_schema_that_is_no_json_object_is_refused_before_anything_is_asked() throws IOException {
    String prompt = "---\nversion: 1\nmax_tokens: 9\n---\n# user\n{{article}}\n";
    Path schema = folder.resolve("extract.schema.json");
    Files.writeString(schema, "{\"type\": \"object\",\n \"required\": [}");
    assertThatThrownBy(() -> read("extract", prompt))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(schema + ":2:15: not valid JSON: ");
    Files.writeString(schema, "[]");
    assertThatThrownBy(() -> read("extract", prompt))
        .isInstanceOf(UserError.class)
        .hasMessage(schema + ": expected a JSON schema (an object), got []");
    Files.writeString(schema, "{\"type\": \"objekt\"}");
    assertThatThrownBy(() -> read("extract", prompt))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(schema + ": not a JSON schema: type: ");
  }

  @Test
  void a_prompt_that_is_not_utf_8_is_refused() throws IOException {
    Files.write(folder.resolve("extract.md"), new byte[] {'-', (byte) 0xFF});
    assertThatThrownBy(() -> new PromptLibrary(folder).template(Tasks.EXTRACT.prompt()))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("extract.md") + ": not UTF-8 text at byte 1; save it as UTF-8");
  }

  @Test
  void a_prompt_that_notepad_saved_is_the_same_prompt() throws IOException {
    PromptLibrary shipped = new PromptLibrary(Path.of("prompts"));
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      for (String name : List.of("verify.md", "verify.schema.json")) {
        String text = "\uFEFF" + Files.readString(Path.of("prompts", name));
        Files.write(folder.resolve(name), text.getBytes(charset));
      }
      assertThat(new PromptLibrary(folder).template(Tasks.VERIFY.prompt()))
          .isEqualTo(shipped.template(Tasks.VERIFY.prompt()));
    }
  }
}
