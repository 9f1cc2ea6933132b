package dev.claimbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.claimbench.align.Aligner;
import dev.claimbench.compare.SheetDecision.Advice;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
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
  void signs_that_steer_a_terminal_are_written_out_and_the_sheet_is_read_by_its_ids() {
    Claim hostile = claim("\u001b[31mMayor Pell\u0007 has \u202eresigned.");
    List<ClaimSheet.Row> rows =
        ClaimSheet.rows(
            Map.of("a", List.of(FERRY)), Map.of("a", List.of(hostile)), Aligner.standard());
    String sheet = ClaimSheet.toCsv(rows, 7);
    assertThat(sheet)
        .contains("\\u001b[31mMayor Pell\\u0007 has \\u202eresigned.")
        .doesNotContain("\u001b", "\u0007", "\u202e");
    assertThat(
            ClaimSheet.read(
                    "claims.csv",
                    sheet.replaceAll("(?m),,$", ",S,"),
                    rows,
                    1,
                    OptionalDouble.empty(),
                    0.05)
                .labelled())
        .hasSize(2);
  }

  @Test
  void a_sheet_does_not_say_whose_claim_it_is() {
    String sheet = ClaimSheet.toCsv(rows(), 7);
    assertThat(sheet.lines().findFirst()).hasValue(ClaimSheet.HEAD);
    assertThat(sheet.lines()).hasSize(4);
    assertThat(sheet).doesNotContain("baseline", "candidate", "true", "false");
    assertThat(ClaimSheet.toCsv(rows(), 7)).isEqualTo(sheet);
  }

  private static LabelledClaims read(String text, OptionalDouble margin) {
    return ClaimSheet.read("c.csv", text, rows(), 2, margin, 0.05);
  }

  @Test
  void when_all_is_labelled_the_difference_is_exact() {
    // All right: 1 of the candidate alone, 2 of the baseline alone, over 2 articles: -0.5 each.
    LabelledClaims all = read(labelled("S"), OptionalDouble.empty());
    assertThat(all.interval().low()).isCloseTo(-0.5, within(1e-9));
    assertThat(all.interval().high()).isCloseTo(-0.5, within(1e-9));
    assertThat(all.advice()).isEmpty();
    assertThat(all.toText())
        .isEqualTo(
            "claims that only one model took: 3, 3 labelled; right and wrong: 1 and 0 of the"
                + " candidate's, 2 and 0 of the baseline's; candidate minus baseline in right less"
                + " wrong claims per article: -0.50 to -0.50; --claims-margin N decides");
    // All wrong: the baseline has one more of them.
    LabelledClaims none = read(labelled("N"), OptionalDouble.empty());
    assertThat(none.interval().low()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void with_a_margin_the_claims_decide() {
    assertThat(read(labelled("S"), OptionalDouble.of(0.6)).advice()).hasValue(Advice.SWAP);
    assertThat(read(labelled("S"), OptionalDouble.of(0.4)).toText())
        .startsWith("keep: claims that only one model took: 3, 3 labelled; ")
        .endsWith("per article: -0.50 to -0.50, margin 0.4");
    assertThat(read(labelled(""), OptionalDouble.of(0.4)).toText())
        .startsWith("cannot tell: ")
        .endsWith("-1.50 to +1.50, margin 0.4; label the next rows and run this again");
    // Were all three to go against it, it would lose 1.5 per article.
    assertThat(read(labelled(""), OptionalDouble.of(1.5)).advice()).hasValue(Advice.SWAP);
  }

  @Test
  void a_sheet_of_claims_is_wrong_as_seldom_as_one_of_verdicts() {
    // 150 claims of 100 articles. Equal models must not be kept away; one that has 32 right less
    // wrong claims fewer, 0.32 per article, must not pass a margin of 0.3. At most 5% each, and
    // three standard errors of 400.
    assertThat(rate(75, Advice.KEEP)).isLessThanOrEqualTo(0.083);
    assertThat(rate(59, Advice.SWAP)).isLessThanOrEqualTo(0.083);
    assertThat(rate(75, Advice.SWAP)).isGreaterThan(0.9);
    assertThat(rate(59, Advice.KEEP)).isGreaterThan(0.9);
  }

  /**
   * How often labelling in random order, with a look after every tenth label, ends so.
   *
   * @param won of 150 rows that are a right claim of the candidate or a wrong one of the baseline
   */
  private static double rate(int won, Advice wanted) {
    Random random = new Random(7);
    List<LabelledClaims.Label> labels = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      boolean candidate = i % 2 == 0;
      labels.add(new LabelledClaims.Label(candidate, candidate == (i < won)));
    }
    int hits = 0;
    for (int r = 0; r < 400; r++) {
      Collections.shuffle(labels, random);
      for (int n = 10; n <= labels.size(); n += 10) {
        Advice advice =
            new LabelledClaims(100, 150, labels.subList(0, n), OptionalDouble.of(0.3), 0.05)
                .advice()
                .orElseThrow();
        if (advice != Advice.GO_ON) {
          hits += advice == wanted ? 1 : 0;
          break;
        }
      }
    }
    return hits / 400.0;
  }

  @Test
  void a_sheet_of_other_runs_is_refused() {
    List<ClaimSheet.Row> fewer = rows().subList(0, 2);
    assertThatThrownBy(
            () -> ClaimSheet.read("c.csv", labelled("S"), fewer, 2, OptionalDouble.empty(), 0.05))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is there twice or belongs to other runs");
    String short_ = String.join("\n", labelled("S").lines().limit(3).toList());
    assertThatThrownBy(
            () -> ClaimSheet.read("c.csv", short_, rows(), 2, OptionalDouble.empty(), 0.05))
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
    assertThat(ClaimSheet.read("c.csv", excel, rows(), 2, OptionalDouble.empty(), 0.05).toText())
        .isEqualTo(
            ClaimSheet.read("c.csv", sheet, rows(), 2, OptionalDouble.empty(), 0.05).toText());
    assertThat(ClaimSheet.isClaimSheet("id,claim,answers,quoted,label,note\n")).isFalse();
  }
}
