package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelabelTest {
  private static final String HEAD = "item,article,claim,label,note\n";
  private static final GoldSet GOLD =
      new GoldSet(
          List.of(),
          List.of(
              verdict("v01", "It cost 48 million.", Verdict.SUPPORTED, false),
              verdict("v02", "It cost 61 million.", Verdict.REFUTED, false),
              verdict("v03", "It opened late, at last.", Verdict.NOT_ENOUGH_INFO, false),
              verdict("v04", "It may be closed.", Verdict.REFUTED, true)),
          "",
          "");

  @Test
  void the_committed_sheet_is_the_one_that_the_gold_gives() throws IOException {
    Path seeds = Path.of("seeds");
    GoldSet gold = GoldFolder.read(Path.of("eval"), seeds, ArticleReader.read(seeds));
    String sheet = Relabel.sheet(gold);
    assertThat(sheet)
        .as("remove it and run: claimbench corpus relabel make eval/relabel/sheet.csv")
        .isEqualTo(Files.readString(Path.of("eval/relabel/sheet.csv")));
    assertThat(sheet.lines()).hasSize(1 + Relabel.ITEMS);
  }

  @Test
  void a_sheet_shows_no_label() {
    String sheet = Relabel.sheet(GOLD);
    assertThat(sheet)
        .startsWith(HEAD + "r001,tram-wire,")
        .contains("\"It opened late, at last.\",,");
    assertThat(sheet.lines()).hasSize(5).noneMatch(l -> l.matches(".*(SUPP|REFU|NOT_ENOUGH).*"));
  }

  @Test
  void what_comes_back_is_compared_item_by_item() {
    // 3 of 4 agreed. Gold 1 S, 2 R, 1 N; theirs 1 S, 1 R, 2 N: by chance (1 + 2 + 2) / 16 = 0.3125.
    // Kappa (0.75 - 0.3125) / 0.6875 = 0.636. Without the disputed one 3 of 3.
    String filled =
        HEAD
            + "r001,tram-wire,It cost 48 million.,SUPPORTED,\n"
            + "r002,tram-wire,It cost 61 million.,refuted,sure\n"
            + "r003,tram-wire,\"It opened late, at last.\",NEI,\n"
            + "r004,tram-wire,It may be closed.,not enough info,\n";
    assertThat(Relabel.score(GOLD, "sheet.csv", filled).lines())
        .containsExactly(
            "all                   4 items  agreed 0.750  kappa 0.636",
            "SUPPORTED             4 items  agreed 1.000  kappa 1.000",
            "REFUTED               4 items  agreed 0.750  kappa 0.500",
            "NOT_ENOUGH_INFO       4 items  agreed 0.750  kappa 0.500",
            "without disputed      3 items  agreed 1.000  kappa 1.000",
            "0 rows without a label",
            "tram/v04@tram-wire: gold REFUTED, sheet NOT_ENOUGH_INFO: It may be closed.");
  }

  @Test
  void rows_without_a_label_are_left_out_and_counted() {
    String filled =
        "sep=,\n"
            + HEAD
            + "r002,tram-wire,It cost 61 million.,REFUTED,\nr001,tram-wire,It cost 48 million.,,\n";
    assertThat(Relabel.score(GOLD, "sheet.csv", filled))
        .startsWith("all                   1 items  agreed 1.000  kappa –\n")
        .contains("1 rows without a label");
  }

  @Test
  void what_is_wrong_with_a_sheet_is_said_with_its_line() {
    refused("r001,tram-wire,It cost 48 million.,TRUE,\n", "sheet.csv:2: label: expected SUPPORTED");
    refused("r001,tram-wire,It cost 49 million.,REFUTED,\n", "sheet.csv:2: no such claim");
    String row = "r001,tram-wire,It cost 48 million.,SUPPORTED,\n";
    refused(row + row, "sheet.csv:3: the same article and claim a second time");
    refused("r001,tram-wire,It cost 48 million.,,\n", "sheet.csv: no row has a label");
    assertThatThrownBy(
            () -> Relabel.score(GOLD, "sheet.csv", "item|article|claim|label\na|b|c|d\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("expected CSV with the columns item, article, claim");
  }

  @Test
  void a_sheet_with_semicolons_is_read_like_one_with_commas() {
    assertThatThrownBy(
            () -> Relabel.score(GOLD, "sheet.csv", "item;article;claim;label\na;b;c;SUPPORTED\n"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("sheet.csv:2: no such claim for article 'b'");
  }

  private static void refused(String rows, String message) {
    assertThatThrownBy(() -> Relabel.score(GOLD, "sheet.csv", HEAD + rows))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }

  private static GoldVerdict verdict(String id, String text, Verdict label, boolean disputed) {
    CheckClaim claim = new CheckClaim("tram", id, text, "f1", Optional.empty(), Optional.empty());
    return new GoldVerdict(claim, "tram-wire", label, false, List.of(), "", disputed);
  }
}
