package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotesReaderTest {
  private static final String FILE =
      """
      version: 1
      story: tram
      pass: first
      verify:
        v01: {tram-a: SUPPORTED/speaker, tram-b: REFUTED}
      extract:
        tram-a:
          c01: {kind: statistic, hedge: planned, weight: may, speaker: "Ada Voss"}
          c02: {kind: event, hedge: none, weight: must, speaker: null}
      """;

  @TempDir Path dir;
  private Path pass;

  @BeforeEach
  void folder() throws IOException {
    pass = Files.createDirectory(dir.resolve("first"));
  }

  @Test
  void votes_are_found_by_item() throws IOException {
    Files.writeString(pass.resolve("tram.yaml"), FILE);
    Votes votes = VotesReader.read(pass);
    assertThat(votes.pass()).isEqualTo("first");
    assertThat(votes.verdicts())
        .hasSize(2)
        .containsEntry("tram/v01@tram-a", new Votes.Label(Verdict.SUPPORTED, true))
        .containsEntry("tram/v01@tram-b", new Votes.Label(Verdict.REFUTED, false));
    assertThat(votes.claims())
        .hasSize(2)
        .containsEntry(
            "tram-a/c01",
            new Votes.Attributes(
                Kind.STATISTIC, Hedge.PLANNED, Weight.MAY, Optional.of("Ada Voss")))
        .containsEntry(
            "tram-a/c02",
            new Votes.Attributes(Kind.EVENT, Hedge.NONE, Weight.MUST, Optional.empty()));
  }

  @Test
  void a_file_in_the_wrong_pass_is_refused() throws IOException {
    Files.writeString(pass.resolve("tram.yaml"), FILE.replace("pass: first", "pass: second"));
    assertThatThrownBy(() -> VotesReader.read(pass))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("pass: expected 'first' as in the path, got 'second'");
  }

  @Test
  void an_unknown_label_is_named_with_its_place() throws IOException {
    Files.writeString(pass.resolve("tram.yaml"), FILE.replace("REFUTED", "FALSE"));
    assertThatThrownBy(() -> VotesReader.read(pass))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tram.yaml: verify.v01.tram-b: ");
  }

  @Test
  void a_missing_pass_is_named() {
    assertThatThrownBy(() -> VotesReader.read(dir.resolve("third")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("third: no such folder");
  }
}
