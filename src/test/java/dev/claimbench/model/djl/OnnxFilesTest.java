package dev.claimbench.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFilesTest {
  @TempDir private Path folder;

  @Test
  void the_quantisation_of_an_export_is_in_its_name() throws Exception {
    assertThat(OnnxFiles.quantization(Path.of("model_q4f16.onnx"), folder)).isEqualTo("q4f16");
    assertThat(OnnxFiles.quantization(Path.of("model.onnx"), Path.of("smol-int4")))
        .isEqualTo("int4");
    assertThat(OnnxFiles.quantization(Path.of("model.onnx"), Path.of("smol"))).isEmpty();
  }

  @Test
  void of_a_converted_file_it_is_what_became_of_its_types() throws Exception {
    assertThat(converted("the same weights")).isEqualTo("Q4_K, Q8_0");
    assertThat(converted("fitted anew in 4 bits")).isEqualTo("Q4_K; in 4 bits instead of Q8_0");
  }

  /** Of a file whose table is looked up, not multiplied with. */
  private String converted(String eightBits) throws IOException {
    String row = "{\"type\":\"%s\",\"became\":\"%s\"}";
    Files.writeString(
        folder.resolve("conversion.json"),
        "{\"tensors\":[%s,%s,%s]}"
            .formatted(
                row.formatted("Q8_0", eightBits),
                row.formatted("Q4_K", "the same weights"),
                row.formatted("Q5_0", "the same weights, as a table")));
    return Conversion.read(folder).orElseThrow().quantization();
  }
}
