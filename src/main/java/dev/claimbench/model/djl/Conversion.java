package dev.claimbench.model.djl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the converter wrote into {@code conversion.json} of the folder that it made.
 *
 * @param weights {@code sha256:…} of the file that was converted; empty where it does not say
 * @param adapter name and {@code sha256:…} of the adapter that had been merged into that file
 * @param quantization such as {@code Q4_K; in 4 bits instead of Q5_0, Q8_0}
 */
record Conversion(Optional<String> weights, Optional<String> adapter, String quantization) {

  /** Reads it; empty where the folder was not converted. */
  static Optional<Conversion> read(Path folder) throws IOException {
    Path file = folder.resolve("conversion.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode tree = Json.PLAIN.readTree(file.toFile());
    return Optional.of(
        new Conversion(
            Optional.of(tree.path("sha256").asText(""))
                .filter(hash -> hash.matches("[0-9a-f]{64}"))
                .map(hash -> "sha256:" + hash),
            Optional.of(tree.path("adapter").asText("")).filter(text -> !text.isBlank()),
            quantization(tree.path("tensors"))));
  }

  private static String quantization(JsonNode tensors) {
    Set<String> same = new TreeSet<>();
    Set<String> fitted = new TreeSet<>();
    for (JsonNode row : tensors) {
      String became = row.path("became").asText();
      // The embedding table aside: it is looked up, not multiplied with.
      if (!became.endsWith("as a table")) {
        (became.startsWith("the same weights") ? same : fitted).add(row.path("type").asText());
      }
    }
    return String.join(", ", same)
        + (fitted.isEmpty() ? "" : "; in 4 bits instead of " + String.join(", ", fitted));
  }
}
