package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.text.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimSheetTest {
  private static final Claim FERRY = claim("The ferry to Lumen is free of charge from Monday.");
  private static final Claim MAYOR = claim("Mayor Pell has resigned from her office.");
  private static final Claim FOUNDRY = claim("The Brakk foundry was sold to Holmgard Castings.");

  private static Claim claim(String text) {
    return new Claim(
        "p01",
        text,
        List.of(text),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  private static List<ClaimSheet.Row> rows() {
    return ClaimSheet.rows(
        Map.of("a", List.of(FERRY, MAYOR), "b", List.of(FOUNDRY)),
        Map.of("a", List.of(FERRY, FOUNDRY)),
        Aligner.standard());
  }

  private static String labelled(String label) {
    return ClaimSheet.toCsv(rows(), 7).replaceAll("(?m),,$", "," + label + ",");
  }

  @Test
  void what_both_say_needs_no_label() {
    // The ferry is in both. The mayor and b's foundry are the baseline's, a's foundry the other's.
    assertThat(rows())
        .extracting(r -> r.article() + " " + r.claim().text().substring(0, 9) + r.candidate())
        .containsExactlyInAnyOrder("a Mayor Pelfalse", "a The Brakktrue", "b The Brakkfalse");
  }

  @Test
  void a_sheet_does_not_say_whose_claim_it_is() {
    String sheet = ClaimSheet.toCsv(rows(), 7);
    assertThat(sheet.lines().findFirst()).hasValue(ClaimSheet.HEAD);
    assertThat(sheet.lines()).hasSize(4);
    assertThat(sheet).doesNotContain("baseline", "candidate", "true", "false");
    assertThat(ClaimSheet.toCsv(rows(), 7)).isEqualTo(sheet);
  }

  @Test
  void when_all_is_labelled_the_difference_is_exact() {
    // All right: 1 of the candidate alone, 2 of the baseline alone, over 2 articles: -0.5 each.
    LabelledClaims all = ClaimSheet.read("c.csv", labelled("S"), rows(), 2, 0.05);
    assertThat(all.interval().low()).isCloseTo(-0.5, within(1e-9));
    assertThat(all.interval().high()).isCloseTo(-0.5, within(1e-9));
    assertThat(all.toText())
        .isEqualTo(
            "claims that only one model took: 3, 3 labelled; right: 1 of the candidate's, 2 of the"
                + " baseline's; candidate minus baseline in right claims per article: -0.50 to"
                + " -0.50");
    LabelledClaims none = ClaimSheet.read("c.csv", labelled("N"), rows(), 2, 0.05);
    assertThat(none.interval().high()).isCloseTo(0, within(1e-9));
  }

  @Test
  void a_sheet_of_other_runs_is_refused() {
    List<ClaimSheet.Row> fewer = rows().subList(0, 2);
    assertThatThrownBy(() -> ClaimSheet.read("c.csv", labelled("S"), fewer, 2, 0.05))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is there twice or belongs to other runs");
    String short_ = String.join("\n", labelled("S").lines().limit(3).toList());
    assertThatThrownBy(() -> ClaimSheet.read("c.csv", short_, rows(), 2, 0.05))
        .hasMessage(
            "c.csv: 2 rows, but the runs differ in 3 claims; keep every row, label from the top");
  }

  @Test
  void a_sheet_of_claims_is_one_however_its_cells_are_parted() {
    String sheet = labelled("S");
    assertThat(ClaimSheet.isClaimSheet(sheet)).isTrue();
    assertThat(ClaimSheet.isClaimSheet(sheet.replace(',', ';'))).isTrue();
    String excel = "sep=,\r\n" + sheet;
    assertThat(ClaimSheet.isClaimSheet(excel)).isTrue();
    assertThat(ClaimSheet.read("c.csv", excel, rows(), 2, 0.05).toText())
        .isEqualTo(ClaimSheet.read("c.csv", sheet, rows(), 2, 0.05).toText());
    assertThat(ClaimSheet.isClaimSheet("id,claim,answers,quoted,label,note\n")).isFalse();
  }
}
