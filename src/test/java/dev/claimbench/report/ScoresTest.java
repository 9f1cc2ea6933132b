package dev.claimbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.Item;
import dev.claimbench.compare.Scores;
import dev.claimbench.compare.ScoresReader;
import dev.claimbench.report.json.ScoresJson;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is scored here and the file of its scores say the same. */
class ScoresTest {
  private static final Scoring SCORING = Scoring.standard(7).withoutIntervals();

  /** Every run of this project that was recorded. */
  static List<Path> recorded() throws IOException {
    try (Stream<Path> walk =
        Stream.of("eval/recorded", "docs/studies", "src/test/resources/formats-2026-11")
            .map(Path::of)
            .flatMap(ScoresTest::folders)) {
      return walk.sorted().toList();
    }
  }

  private static Stream<Path> folders(Path top) {
    try (Stream<Path> walk = Files.walk(top)) {
      return walk.filter(f -> f.endsWith("manifest.json")).map(Path::getParent).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void scores_of_a_run_equal_those_read_from_its_file(Path folder) {
    Optional<Path> gold = Manifest.read(folder).gold().map(Path::of);
    RunFolder run = RunFolder.read(folder, Optional.empty(), gold);
    RunReport report = new RunReport(run.manifest(), Claimbench.score(run, SCORING));
    Scores scores = report.scores("x");
    Scores read = ScoresReader.parse("x", ScoresJson.toJson(report));
    assertThat(scores.items()).isEqualTo(read.items());
    assertThat(scores.measures()).isEqualTo(read.measures());
    assertThat(scores).isEqualTo(read);
    // What differs between two runs is listed in this order.
    assertThat(scores.made().keySet()).containsExactlyElementsOf(read.made().keySet());
    assertThat(scores.measures().keySet()).containsExactlyElementsOf(read.measures().keySet());
  }

  @Test
  void another_similarity_is_among_what_the_figures_were_made_with() {
    Path folder = Path.of("src/test/resources/formats-2026-11/run");
    RunFolder run = RunFolder.read(folder, Optional.empty(), Optional.empty());
    RunReport report =
        new RunReport(run.manifest(), Claimbench.score(run, SCORING), "another similarity");
    assertThat(report.scores("x").made()).containsEntry("similarity", "another similarity");
    assertThat(report.scores("x")).isEqualTo(ScoresReader.parse("x", ScoresJson.toJson(report)));
  }

  @Test
  void of_several_answers_the_most_frequent_counts() {
    Path folder = Path.of("src/test/resources/formats-2026-11/repeats");
    RunFolder run = RunFolder.read(folder, Optional.empty(), Optional.empty());
    RunReport report = new RunReport(run.manifest(), Claimbench.score(run, SCORING));
    // Once REFUTED, once NOT_ENOUGH_INFO: the earlier of equals.
    assertThat(report.scores("x").items())
        .filteredOn(i -> i.id().equals("verify river/v02@bridge"))
        .singleElement()
        .extracting(Item::answered)
        .isEqualTo("REFUTED");
  }
}
