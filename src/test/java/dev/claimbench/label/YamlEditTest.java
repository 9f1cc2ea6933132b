package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlEditTest {
  private static final String VERIFY =
      """
      # Ferries, judged in spring.
      version: 1
      story: river
      claims:
        - id: v01   # the first
          text: "The 😀 ferry is free."
          family: f1
          verdicts:
            # the Gazette says little
            gazette: {label: SUPPORTED, evidence: ["free"]}  # sure
            herald:
              label: REFUTED
              evidence: ["not free"]
              why: "says so"
        - id: v02
          text: 'Other'
          verdicts: {gazette: {label: NOT_ENOUGH_INFO, why: "silent"}}
      """;

  private static final String GOLD =
      """
      version: 1
      article: gazette
      claims:
        - id: c01
          # worded twice
          text: "One."
          kind: event   # or statement?
        - id: c02
          text: "Two."
          kind: event
      furniture: ["Follow us"]
      """;

  @Test
  void one_verdict_changes_and_not_a_character_more() {
    String edited =
        YamlEdit.verdict("f", VERIFY, "v01", "gazette", "{label: NOT_ENOUGH_INFO, why: \"x\"}");
    assertThat(edited)
        .isEqualTo(
            VERIFY.replace(
                "{label: SUPPORTED, evidence: [\"free\"]}",
                "{label: NOT_ENOUGH_INFO, why: \"x\"}"));
  }

  @Test
  void a_verdict_on_an_article_not_judged_yet_comes_last() {
    String edited = YamlEdit.verdict("f", VERIFY, "v01", "wire", "{label: SUPPORTED}");
    assertThat(edited)
        .isEqualTo(
            VERIFY.replace(
                "        why: \"says so\"\n",
                "        why: \"says so\"\n      wire: {label: SUPPORTED}\n"));
  }

  @Test
  void a_claim_that_is_not_there_is_named() {
    assertThatThrownBy(() -> YamlEdit.verdict("verify/river.yaml", VERIFY, "v09", "gazette", "{}"))
        .isInstanceOf(UserError.class)
        .hasMessage("verify/river.yaml: no claim 'v09'");
  }

  @Test
  void a_claims_field_changes_and_its_comments_stay() {
    assertThat(YamlEdit.claim("f", GOLD, "c01", List.of("text: \"Uno.\"", "kind: opinion")))
        .isEqualTo(
            GOLD.replace("\"One.\"", "\"Uno.\"")
                .replace("kind: event   # or", "kind: opinion   # or"));
  }

  @Test
  void a_new_claim_comes_after_the_last_and_before_what_follows() {
    assertThat(YamlEdit.claim("f", GOLD, "c03", List.of("text: \"Three.\"", "kind: event")))
        .isEqualTo(
            GOLD.replace(
                "furniture", "  - id: c03\n    text: \"Three.\"\n    kind: event\nfurniture"));
  }

  @Test
  void the_first_claim_of_an_empty_list_makes_it_one() {
    String empty = "version: 1\narticle: a\nclaims: []\n";
    String one = YamlEdit.claim("f", empty, "c01", List.of("text: \"One.\""));
    assertThat(one).isEqualTo("version: 1\narticle: a\nclaims:\n  - id: c01\n    text: \"One.\"\n");
    assertThat(YamlEdit.without("f", one, "c01")).isEqualTo(empty);
  }

  @Test
  void a_claim_taken_out_leaves_the_others_as_they_were() {
    assertThat(YamlEdit.without("f", GOLD, "c02"))
        .isEqualTo(GOLD.replace("  - id: c02\n    text: \"Two.\"\n    kind: event\n", ""));
  }
}
