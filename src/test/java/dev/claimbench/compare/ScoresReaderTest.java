package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.SmallWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresReaderTest {
  @TempDir Path dir;

  @Test
  void scores_that_an_editor_gave_a_byte_order_mark_are_the_same_scores() throws Exception {
    Path run = new SmallWorld(dir, 5, Map.of()).run("r", s -> 8);
    Path file = run.resolve("scores.json");
    String text = Files.readString(file);
    Path marked = dir.resolve("marked.json");
    Files.writeString(marked, "\uFEFF" + text);
    Path wide = dir.resolve("wide.json");
    Files.write(wide, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
    assertThat(ScoresReader.read(marked)).isEqualTo(ScoresReader.parse(marked.toString(), text));
    assertThat(ScoresReader.read(wide)).isEqualTo(ScoresReader.parse(wide.toString(), text));
  }
}
