package dev.claimbench.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.Json;
import dev.claimbench.train.TrainingRows.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a training gets, of the project's own stories. */
class TrainingRowsTest {
  @TempDir private Path dir;

  private static TrainingRows pairs(Sources sources) {
    return TrainingRows.verdicts(Path.of("seeds"), Path.of("eval"), sources, new RowForm.Pairs());
  }

  private static Sources sources(Set<String> stories, boolean goldClaims) {
    return new Sources(Optional.of(stories), Set.of("heritage-boats"), goldClaims, List.of());
  }

  @Test
  void of_chosen_stories_alone_and_those_held_out_are_judged_all_the_same() {
    TrainingRows rows = pairs(sources(Set.of("brakk-foundry", "orsina-bread"), false));
    assertThat(rows.stories()).containsExactlyInAnyOrder("brakk-foundry", "orsina-bread");
    // 68 and 65 verdicts, as eval/verify has them; 63 of heritage-boats.
    assertThat(rows.train()).hasSize(133);
    assertThat(rows.heldOut()).hasSize(63);
  }

  @Test
  void claims_of_the_gold_are_supported_by_their_quotes() throws Exception {
    List<String> plain = pairs(sources(Set.of("brakk-foundry"), false)).train();
    TrainingRows rows = pairs(sources(Set.of("brakk-foundry"), true));
    List<String> more = rows.train().stream().filter(row -> !plain.contains(row)).toList();
    assertThat(rows.train()).containsAll(plain);
    assertThat(more).isNotEmpty();
    for (String line : more) {
      JsonNode row = Json.PLAIN.readTree(line);
      assertThat(row.path("id").asText()).matches("brakk-foundry-\\w+#c\\d+");
      assertThat(row.path("verdict").asText()).isEqualTo("SUPPORTED");
      for (JsonNode quote : row.path("evidence")) {
        assertThat(row.path("article").asText()).contains(quote.asText());
      }
    }
    assertThat(rows.heldOut()).hasSize(63);
  }

  @Test
  void no_story_at_all_leaves_the_rows_that_were_added() throws Exception {
    String made = MadeStories.rows(1, 1, new RowForm.Pairs()).get(0);
    Path file = Files.writeString(dir.resolve("made.jsonl"), made + "\n");
    TrainingRows rows = pairs(new Sources(Optional.of(Set.of()), Set.of(), true, List.of(file)));
    assertThat(rows.train()).containsExactly(made);
    assertThat(rows.stories()).isEmpty();
  }
}
