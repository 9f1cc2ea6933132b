package dev.claimbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Prompt;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which prompts there are, and which part of the verdicts is judged. */
class StratifiedSampleTest {
  private static GoldVerdict verdict(int claim, String article, Verdict label) {
    return verdict("s", claim, article, label);
  }

  private static GoldVerdict verdict(String story, int claim, String article, Verdict label) {
    return new GoldVerdict(
        new CheckClaim(
            story,
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
        StratifiedSample.sample(all(), 27).stream()
            .collect(Collectors.groupingBy(v -> v.article() + v.label(), Collectors.counting()));
    assertThat(shares).hasSize(9).containsValue(3L);
    assertThat(shares.values()).containsOnly(3L);
  }

  @Test
  void a_small_stratum_leaves_its_places_to_the_others() {
    // 4 SUPPORTED an article are all there are; 60 - 12 = 48 are left for 6 strata: 8 each.
    Map<String, Long> shares =
        StratifiedSample.sample(all(), 60).stream()
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
    List<GoldVerdict> chosen = StratifiedSample.sample(all(), 20);
    assertThat(chosen).hasSize(20).isSubsetOf(all());
    assertThat(StratifiedSample.sample(shuffled, 20)).containsExactlyInAnyOrderElementsOf(chosen);
    assertThat(chosen).isSortedAccordingTo((x, y) -> all().indexOf(x) - all().indexOf(y));
  }

  @Test
  void a_larger_part_contains_the_smaller_one() {
    assertThat(StratifiedSample.sample(all(), 50)).containsAll(StratifiedSample.sample(all(), 20));
  }

  /** 8 stories with an article of 30 verdicts, and one with 2; a third of each label. */
  private static List<GoldVerdict> stories() {
    List<GoldVerdict> all = new ArrayList<>();
    for (int s = 0; s < 9; s++) {
      for (int claim = 0; claim < (s == 4 ? 2 : 30); claim++) {
        all.add(verdict("s" + s, claim, "a" + s, List.of(Verdict.values()).get(claim % 3)));
      }
    }
    return all;
  }

  @Test
  void every_story_has_its_share_whatever_its_name() {
    // 9 places: one a story. 42: 2 of the small one, 40 of the other 8.
    assertThat(by(v -> v.claim().story(), StratifiedSample.sample(stories(), 9)))
        .hasSize(9)
        .allSatisfy((story, n) -> assertThat(n).isEqualTo(1));
    assertThat(by(v -> v.claim().story(), StratifiedSample.sample(stories(), 42)))
        .allSatisfy((story, n) -> assertThat(n).isEqualTo(story.equals("s4") ? 2 : 5));
    // Of one a story, a third of each label: they begin with different ones.
    assertThat(by(v -> v.label().name(), StratifiedSample.sample(stories(), 9)).values())
        .hasSize(3)
        .allSatisfy(n -> assertThat(n).isBetween(2L, 4L));
    assertThat(StratifiedSample.sample(stories(), 42))
        .containsAll(StratifiedSample.sample(stories(), 9));
  }

  @Test
  void sixty_verdicts_of_the_shipped_test_stories_are_of_all_of_them() {
    List<Article> articles = ArticleReader.read(Path.of("seeds"));
    List<Article> test = Stories.read(Path.of("eval", "stories.yaml")).select("test", articles);
    GoldSet gold = GoldFolder.read(Path.of("eval"), Path.of("seeds"), test);
    List<GoldVerdict> chosen = StratifiedSample.sample(gold.verdicts(), 60);
    Map<String, Long> perStory = by(v -> v.claim().story(), chosen);
    assertThat(perStory.keySet())
        .isEqualTo(by(v -> v.claim().story(), gold.verdicts()).keySet())
        .hasSizeGreaterThan(20);
    // 60 places over 23 stories: 2 or 3 each.
    assertThat(perStory.values()).allSatisfy(n -> assertThat(n).isBetween(2L, 3L));
    assertThat(by(v -> v.label().name(), chosen).values())
        .hasSize(3)
        .allSatisfy(n -> assertThat(n).isBetween(15L, 25L));
  }

  private static Map<String, Long> by(
      Function<GoldVerdict, String> key, List<GoldVerdict> verdicts) {
    return verdicts.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  @Test
  void what_is_not_more_than_asked_for_is_taken_whole() {
    assertThat(StratifiedSample.sample(all(), 120)).isEqualTo(all());
    assertThat(StratifiedSample.sample(all(), 500)).isEqualTo(all());
    assertThat(StratifiedSample.sample(List.of(), 50)).isEmpty();
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
        .hasMessageStartingWith("unknown task 'verfiy'; expected extract or verify")
        .hasMessageEndingWith(" or mine, or the jar that adds it in CLAIMBENCH_PLUGINS");
  }

  private static Article article(String id) {
    return new Article(id, "s", "", "", Optional.empty(), "Text of " + id + ".");
  }
}
