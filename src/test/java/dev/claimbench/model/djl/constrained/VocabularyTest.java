package dev.claimbench.model.djl.constrained;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.Shared;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  @TempDir private Path folder;

  @Test
  void byte_level_letters_stand_for_bytes() throws IOException {
    Path file =
        write(
            """
            {"added_tokens": [{"id": 4, "content": "<|im_end|>"}],
             "decoder": {"type": "ByteLevel"},
             "model": {"type": "BPE", "vocab": {"\\"": 0, "Ġthe": 1, "ĠÃ©": 2, "Ċ": 3, "<|im_end|>": 4, "Ń": 5}}}\
            """);
    Vocabulary vocabulary = Vocabulary.read(file, 4);
    assertThat(vocabulary.size()).isEqualTo(6);
    assertThat(vocabulary.bytes(1)).isEqualTo(" the".getBytes(UTF_8));
    assertThat(vocabulary.bytes(2)).isEqualTo(" é".getBytes(UTF_8));
    assertThat(vocabulary.bytes(3)).isEqualTo(new byte[] {'\n'});
    assertThat(vocabulary.bytes(4)).isEmpty();
    // The soft hyphen's byte is the last that has no letter of its own.
    assertThat(vocabulary.bytes(5)).isEqualTo(new byte[] {(byte) 0xAD});
  }

  @Test
  void pieces_have_marks_for_spaces_and_names_for_bytes() throws IOException {
    Path file =
        write(
            """
            {"decoder": {"type": "Sequence", "decoders": [{"type": "Replace"}, {"type": "ByteFallback"}]},
             "model": {"type": "BPE", "vocab": {"\\"": 0, "▁the": 1, "<0x0A>": 2, "é": 3}}}\
            """);
    Vocabulary vocabulary = Vocabulary.read(file);
    assertThat(vocabulary.bytes(1)).isEqualTo(" the".getBytes(UTF_8));
    assertThat(vocabulary.bytes(2)).isEqualTo(new byte[] {'\n'});
    assertThat(vocabulary.bytes(3)).isEqualTo("é".getBytes(UTF_8));
  }

  @Test
  void a_list_of_pieces_with_scores_is_read_too() throws IOException {
    Path file =
        write(
            """
            {"decoder": {"type": "Metaspace"}, "model": {"type": "Unigram", "vocab": [["\\"", 0], ["▁a", -1.5]]}}\
            """);
    assertThat(Vocabulary.read(file).bytes(1)).isEqualTo(" a".getBytes(UTF_8));
  }

  @Test
  void a_file_that_is_no_such_tokenizer_is_named() throws IOException {
    assertRefused(write("{"), "expected JSON, got ");
    assertRefused(write("{\"model\": {}}"), "model.vocab: expected the tokens, got none");
    assertRefused(
        write("{\"decoder\": {\"type\": \"WordPiece\"}, \"model\": {\"vocab\": {\"a\": 0}}}"),
        "expected a byte-level or SentencePiece tokenizer, got the decoder \"WordPiece\"");
    assertRefused(folder.resolve("none.json"), "cannot be read (");
  }

  @Test
  void an_end_token_beyond_the_vocabulary_is_refused() {
    assertThatThrownBy(() -> Vocabulary.of(List.of(new byte[] {'"'}), 7))
        .isInstanceOf(UserError.class)
        .hasMessage("end token 7: expected a token of the vocabulary, 0 to 0");
  }

  @Test
  void a_real_vocabulary_reads() {
    Path file = Shared.file("models/smollm2-135m-instruct-onnx-int4/tokenizer.json");
    Vocabulary vocabulary = Vocabulary.read(file, 2);
    assertThat(vocabulary.size()).isEqualTo(49152);
    assertThat(vocabulary.bytes(2)).isEmpty();
    assertThat(vocabulary.singleBytes().cardinality()).isEqualTo(235);
  }

  private Path write(String json) throws IOException {
    return Files.writeString(folder.resolve("tokenizer.json"), json);
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> Vocabulary.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": " + problem);
  }
}
