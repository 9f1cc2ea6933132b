package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.cli.SmallWorld;
import dev.claimbench.score.ScoringVersion;
import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"\"0.9\"", "1e400", "true", "[]", "{}"})
  void a_figure_that_is_no_number_is_refused_and_no_zero(String value) {
    String text =
        "{\"version\":1,\"scoring\":"
            + ScoringVersion.CURRENT
            + ",\"figures\":[{\"name\":\"verify.accuracy\",\"value\":"
            + value
            + ",\"parts\":[]}]}";
    assertThatThrownBy(() -> ScoresReader.parse("b.json", text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("b.json: not scores (verify.accuracy: expected a number, got ");
  }

  @Test
  void times_that_are_none_are_named_or_unknown() throws Exception {
    JsonNode soon = Json.MAPPER.readTree("{\"tasks\":[{\"median\":\"soon\"}]}");
    assertThatThrownBy(() -> Timing.parse(soon))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected a time such as PT1.5S, got 'soon'");
    JsonNode odd =
        Json.MAPPER.readTree(
            "{\"tasks\":[{\"median\":\"PT-3S\",\"p95\":\"PT2562047788015215H\","
                + "\"answerTokensPerSecond\":1e400}],\"memoryMegabytes\":-1}");
    assertThat(Timing.parse(odd)).isEqualTo(Timing.UNKNOWN);
  }
}
