package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.CheckClaim;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.claim.UserError;
import dev.claimbench.claim.Verdict;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which prompts there are, and which part of the verdicts is judged. */
class StratifiedTest {
  private static GoldVerdict verdict(int claim, String article, Verdict label) {
    return new GoldVerdict(
        new CheckClaim(
            "s",
            "v" + claim,
            "Claim " + claim,
            "f" + claim / 2,
            Optional.empty(),
            Optional.empty()),
        article,
        label,
        false,
        List.of(),
        "",
        false);
  }

  /** 40 claims × 3 articles; of each article 4 SUPPORTED, 12 REFUTED, 24 NOT_ENOUGH_INFO. */
  private static List<GoldVerdict> all() {
    List<GoldVerdict> all = new ArrayList<>();
    for (int claim = 0; claim < 40; claim++) {
      for (String article : List.of("a", "b", "c")) {
        Verdict label =
            claim < 4 ? Verdict.SUPPORTED : claim < 16 ? Verdict.REFUTED : Verdict.NOT_ENOUGH_INFO;
        all.add(verdict(claim, article, label));
      }
    }
    return all;
  }

  @Test
  void every_article_and_label_has_its_share() {
    // 9 strata, 27 places: 3 each.
    Map<String, Long> shares =
        Stratified.sample(all(), 27).stream()
            .collect(Collectors.groupingBy(v -> v.article() + v.label(), Collectors.counting()));
    assertThat(shares).hasSize(9).containsValue(3L);
    assertThat(shares.values()).containsOnly(3L);
  }

  @Test
  void a_small_stratum_leaves_its_places_to_the_others() {
    // 4 SUPPORTED an article are all there are; 60 - 12 = 48 are left for 6 strata: 8 each.
    Map<String, Long> shares =
        Stratified.sample(all(), 60).stream()
            .collect(Collectors.groupingBy(v -> v.article() + v.label(), Collectors.counting()));
    assertThat(shares)
        .containsEntry("aSUPPORTED", 4L)
        .containsEntry("bREFUTED", 8L)
        .containsEntry("cNOT_ENOUGH_INFO", 8L);
  }

  @Test
  void the_choice_is_the_same_whatever_the_order_and_keeps_the_order() {
    List<GoldVerdict> shuffled = new ArrayList<>(all());
    Collections.shuffle(shuffled, new Random(3));
    List<GoldVerdict> chosen = Stratified.sample(all(), 20);
    assertThat(chosen).hasSize(20).isSubsetOf(all());
    assertThat(Stratified.sample(shuffled, 20)).containsExactlyInAnyOrderElementsOf(chosen);
    assertThat(chosen).isSortedAccordingTo((x, y) -> all().indexOf(x) - all().indexOf(y));
  }

  @Test
  void a_larger_part_contains_the_smaller_one() {
    assertThat(Stratified.sample(all(), 50)).containsAll(Stratified.sample(all(), 20));
  }

  @Test
  void what_is_not_more_than_asked_for_is_taken_whole() {
    assertThat(Stratified.sample(all(), 120)).isEqualTo(all());
    assertThat(Stratified.sample(all(), 500)).isEqualTo(all());
    assertThat(Stratified.sample(List.of(), 50)).isEmpty();
  }

  @Test
  void prompts_of_one_article_follow_each_other() {
    PromptTemplate template = new PromptTemplate("verify", 1, "", "{{article}} {{claim}}", "{}", 9);
    List<Prompt> prompts =
        new Verify()
            .prompts(template, List.of(article("b"), article("a")), all().subList(0, 6))
            .toList();
    assertThat(prompts)
        .extracting(Prompt::item)
        .containsExactly("s/v0@b", "s/v1@b", "s/v0@a", "s/v1@a");
    assertThat(new Extract().prompts(template, List.of(article("b")), List.of()).toList())
        .extracting(Prompt::item)
        .containsExactly("b");
  }

  @Test
  void an_unknown_task_is_answered_with_those_that_there_are() {
    assertThat(Tasks.named("verify")).isEqualTo(new Verify());
    assertThatThrownBy(() -> Tasks.named("verfiy"))
        .isInstanceOf(UserError.class)
        .hasMessage("--task: expected extract or verify, got 'verfiy'");
  }

  private static Article article(String id) {
    return new Article(id, "s", "", "", Optional.empty(), "Text of " + id + ".");
  }
}
