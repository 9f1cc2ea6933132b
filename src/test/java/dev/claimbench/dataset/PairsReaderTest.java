package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairsReaderTest {
  private static final String FILE =
      """
      version: 1
      story: river
      pairs:
        - {id: p01, a: "The bridge shut.", b: "The bridge was closed.", label: same}
        - {id: p02, a: "40 boats passed.", b: "60 boats passed.", label: contrary, change: number}
      """;
  private static final Stories SPLITS =
      new Stories("1.0", Map.of("river", "dev", "brakk", "test"), Map.of());

  @TempDir private Path folder;

  private List<ClaimPair> read(String text) throws IOException {
    Files.writeString(folder.resolve("river.yaml"), text);
    return PairsReader.read(folder, Set.of("river", "brakk"));
  }

  @Test
  void a_pair_has_two_texts_a_label_and_what_was_changed() throws IOException {
    assertThat(read(FILE))
        .containsExactly(
            new ClaimPair(
                "river",
                "p01",
                "The bridge shut.",
                "The bridge was closed.",
                PairLabel.SAME,
                Optional.empty()),
            new ClaimPair(
                "river",
                "p02",
                "40 boats passed.",
                "60 boats passed.",
                PairLabel.CONTRARY,
                Optional.of(Change.NUMBER)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: p02          | id: p01      | : pairs[1].id: 'p01' is there twice
          , change: number |              | : pairs[1].change: contrary pairs say what was changed, the others nothing; got contrary without a change
          label: same      | label: same, change: date | : pairs[0].change: contrary pairs say what was changed, the others nothing; got same with a change
          label: same      | label: alike | : pairs[0].label: does not have a value in the enumeration ["same", "overlapping", "contrary", "different"]
          story: river     | story: lake  | : story: expected the file's name without .yaml, got 'lake'
          The bridge was closed. | The bridge shut. | : pairs[0].b: is the very text of a; expected another claim
          """)
  void a_mistake_has_its_place(String what, String instead, String message) {
    String broken = FILE.replace(what, instead == null ? "" : instead);
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(UserError.class)
        .hasMessage(folder.resolve("river.yaml") + message);
  }

  @Test
  void the_same_two_texts_the_other_way_round_are_no_second_pair() {
    String again =
        FILE + "  - {id: p03, a: \"The bridge was closed.\", b: The bridge shut., label: same}\n";
    assertThatThrownBy(() -> read(again))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("pairs[2]: has the same two texts as p01");
  }

  @Test
  void an_unknown_story_and_an_empty_folder_are_named() throws IOException {
    assertThatThrownBy(() -> PairsReader.read(folder, Set.of()))
        .hasMessage(folder + ": no labelled pairs; expected files such as <story>.yaml");
    Files.writeString(folder.resolve("river.yaml"), FILE);
    assertThatThrownBy(() -> PairsReader.read(folder, Set.of("lake")))
        .hasMessageEndingWith("story 'river' is not in stories.yaml; add it there");
  }

  @Test
  void pairs_of_test_stories_choose_nothing() throws IOException {
    List<ClaimPair> dev = read(FILE);
    List<ClaimPair> test =
        List.of(new ClaimPair("brakk", "p07", "x", "y", PairLabel.SAME, Optional.empty()));
    assertThatCode(() -> SPLITS.requireDevPairs("τ", dev)).doesNotThrowAnyException();
    assertThatThrownBy(() -> SPLITS.requireDevPairs("τ", test))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "τ: pair p07 is of the test story 'brakk'; only dev stories may be used to choose");
  }

  @Test
  void the_shipped_pairs_read_and_there_are_enough() {
    Stories stories = Stories.read(Path.of("eval/stories.yaml"));
    List<ClaimPair> pairs = PairsReader.read(Path.of("eval/pairs"), stories.splits().keySet());
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(400);
    assertThat(pairs).extracting(ClaimPair::label).contains(PairLabel.values());
  }
}
