package dev.claimbench.model.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers that nobody's converter wrote. */
class GgufHeaderTest {
  private static final int TEXT = 8;
  private static final int ARRAY = 9;
  private static final int LONG = 10;

  @TempDir Path dir;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

  private GgufHeaderTest begin(long fields) {
    bytes.clear();
    bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(0).putLong(fields);
    return this;
  }

  private GgufHeaderTest text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    bytes.putLong(utf8.length).put(utf8);
    return this;
  }

  private GgufHeaderTest type(int type) {
    bytes.putInt(type);
    return this;
  }

  private GgufHeaderTest number(long number) {
    bytes.putLong(number);
    return this;
  }

  private GgufHeader read() throws IOException {
    byte[] written = new byte[bytes.position()];
    bytes.flip().get(written);
    return GgufHeader.read(Files.write(dir.resolve("m.gguf"), written));
  }

  private void refused(String why) {
    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining(why);
  }

  @Test
  void what_is_wanted_is_read_and_what_is_not_is_passed_over() throws IOException {
    begin(5).text("a").type(ARRAY).type(TEXT).number(2).text("x").text("y");
    text("general.architecture").type(TEXT).text("llama");
    text("general.name").type(TEXT).text("z".repeat(5000));
    text("llama.context_length").type(LONG).number(2048);
    text("tokenizer.chat_template").type(TEXT).text("{{ x }}");
    assertThat(read()).isEqualTo(new GgufHeader("llama", "", 2048, "{{ x }}", ""));
  }

  @Test
  void arrays_in_arrays_have_an_end() {
    begin(1).text("a").type(ARRAY);
    for (int i = 0; i < 50_000; i++) {
      type(ARRAY).number(1);
    }
    refused("nests arrays more than 8 deep");
  }

  @Test
  void lengths_and_counts_that_cannot_be_are_refused() {
    begin(-1);
    refused("-1 fields");
    begin(1L << 40);
    refused("1099511627776 fields");
    begin(1).text("a").type(ARRAY).type(TEXT).number(1).number(-5);
    refused("a text of -5 bytes");
    begin(1).text("a").type(TEXT).number(Long.MAX_VALUE);
    refused("a text of 9223372036854775807 bytes");
    begin(1).text("a").type(ARRAY).type(LONG).number(1L << 62).number(1);
    refused("it ends within its header");
    begin(1).text("general.architecture").type(TEXT).number(50).number(1);
    refused("it ends within its header");
    begin(1).text("a").type(99);
    refused("the unknown type 99");
  }

  /** Its lower half is 5. */
  @Test
  void a_context_that_no_model_has_is_as_good_as_none() throws IOException {
    begin(2).text("general.architecture").type(TEXT).text("llama");
    text("llama.context_length").type(LONG).number(Long.MIN_VALUE + 5);
    assertThat(read().trainedContext()).isZero();
  }
}
