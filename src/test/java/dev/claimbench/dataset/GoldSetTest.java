package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the project's own gold set promises; reading it does every check of form on the way. */
class GoldSetTest {
  private static final Path SEEDS = Path.of("seeds");
  private static final Path EVAL = Path.of("eval");
  private static final List<Article> ARTICLES = ArticleReader.read(SEEDS);
  private static final Stories STORIES = Stories.read(EVAL.resolve("stories.yaml"));
  private static final GoldSet GOLD = GoldFolder.read(EVAL, SEEDS, ARTICLES);

  @Test
  void there_are_enough_stories_and_most_are_for_scoring_only() {
    assertThat(STORIES.splits().size()).isGreaterThanOrEqualTo(32);
    assertThat(split("test")).isGreaterThanOrEqualTo(22);
    assertThat(STORIES.splits()).containsEntry("open-models", "dev");
    assertThat(STORIES.splits().keySet().iterator().next()).isEqualTo("open-models");
    assertThat(Set.copyOf(STORIES.topics().values())).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void every_story_has_two_to_five_tellings_of_readable_length() {
    assertThat(ARTICLES).hasSizeGreaterThanOrEqualTo(80);
    Map<String, List<Article>> stories =
        ARTICLES.stream().collect(Collectors.groupingBy(Article::story));
    assertThat(stories.keySet()).isEqualTo(STORIES.splits().keySet());
    assertThat(stories.values()).allSatisfy(t -> assertThat(t).hasSizeBetween(2, 5));
    assertThat(ARTICLES)
        .filteredOn(a -> !a.id().equals("open-models-report"))
        .allSatisfy(a -> assertThat(a.text().split("\\s+")).as(a.id()).hasSizeBetween(150, 900));
    assertThat(ARTICLES).allSatisfy(a -> assertThat(a.published()).as(a.id()).isPresent());
  }

  @Test
  void every_article_has_claims_of_its_own() {
    assertThat(GOLD.articles()).hasSameSizeAs(ARTICLES);
    assertThat(claims()).isGreaterThanOrEqualTo(600);
    assertThat(GOLD.articles().stream().flatMap(a -> a.claims().stream()).toList())
        .extracting(c -> c.claim().kind())
        .contains(Kind.values());
    assertThat(GOLD.articles().stream().flatMap(a -> a.claims().stream()).toList())
        .extracting(c -> c.claim().hedge())
        .contains(Hedge.values());
  }

  @Test
  void every_claim_is_judged_against_every_telling() {
    Map<String, Set<String>> tellings =
        ARTICLES.stream()
            .collect(
                Collectors.groupingBy(
                    Article::story, Collectors.mapping(Article::id, Collectors.toSet())));
    Map<CheckClaim, Set<String>> judged =
        GOLD.verdicts().stream()
            .collect(
                Collectors.groupingBy(
                    GoldVerdict::claim,
                    Collectors.mapping(GoldVerdict::article, Collectors.toSet())));
    assertThat(judged)
        .allSatisfy((claim, ids) -> assertThat(ids).isEqualTo(tellings.get(claim.story())));
  }

  @Test
  void no_label_is_rare_in_the_whole_or_in_a_story() {
    assertThat(GOLD.verdicts()).hasSizeGreaterThanOrEqualTo(2000);
    assertThat(GOLD.verdictsById()).hasSameSizeAs(GOLD.verdicts());
    Map<String, List<GoldVerdict>> stories =
        GOLD.verdicts().stream().collect(Collectors.groupingBy(v -> v.claim().story()));
    for (Verdict label : Verdict.values()) {
      assertThat(share(GOLD.verdicts(), label)).isGreaterThanOrEqualTo(0.25);
      assertThat(stories)
          .allSatisfy((story, v) -> assertThat(share(v, label)).as(story).isBetween(0.25, 0.40));
    }
  }

  @Test
  void no_claim_is_there_twice_in_a_story() {
    Set<String> texts = new HashSet<>();
    assertThat(checkClaims())
        .allSatisfy(c -> assertThat(texts.add(c.story() + c.text())).as(c.text()).isTrue());
  }

  @Test
  void every_kind_of_change_has_twins_and_rewordings_in_its_family() {
    Map<String, EnumSet<Change>> families = new HashMap<>();
    checkClaims()
        .forEach(
            c ->
                c.change()
                    .ifPresent(
                        change ->
                            families
                                .computeIfAbsent(
                                    c.story() + "/" + c.family(), k -> EnumSet.noneOf(Change.class))
                                .add(change)));
    for (Change change : Change.values()) {
      assertThat(families.values())
          .as(change.name())
          .anyMatch(f -> f.contains(change) && f.contains(Change.REWORDING));
    }
    // A changed claim of each kind is itself reworded; the reader has seen that it keeps the label.
    Map<String, CheckClaim> byId = new HashMap<>();
    checkClaims().forEach(c -> byId.put(c.story() + "/" + c.id(), c));
    assertThat(
            checkClaims().stream()
                .filter(c -> c.change().equals(Optional.of(Change.REWORDING)))
                .flatMap(c -> byId.get(c.story() + "/" + c.twin().orElseThrow()).change().stream()))
        .contains(EnumSet.complementOf(EnumSet.of(Change.REWORDING)).toArray(Change[]::new));
  }

  @Test
  void a_changed_twin_keeps_most_of_its_twins_words() {
    Map<String, CheckClaim> byId = new HashMap<>();
    checkClaims().forEach(c -> byId.put(c.story() + "/" + c.id(), c));
    double[] kept =
        checkClaims().stream()
            .filter(c -> c.change().filter(k -> k != Change.REWORDING).isPresent())
            .mapToDouble(
                c -> overlap(c.text(), byId.get(c.story() + "/" + c.twin().orElseThrow()).text()))
            .sorted()
            .toArray();
    assertThat(kept[kept.length / 2]).isGreaterThan(0.75);
    assertThat(kept[kept.length / 100]).isGreaterThan(0.4);
  }

  @Test
  void a_change_does_not_tell_the_label() {
    Predicate<GoldVerdict> base = v -> v.claim().change().isEmpty();
    assertThat(GOLD.verdicts()).anyMatch(base.and(v -> v.label() == Verdict.REFUTED));
    for (Change change : Change.values()) {
      List<GoldVerdict> changed =
          GOLD.verdicts().stream()
              .filter(v -> v.claim().change().filter(c -> c == change).isPresent())
              .toList();
      for (Verdict label : Verdict.values()) {
        assertThat(share(changed, label)).as(change + " " + label).isBetween(0.10, 0.60);
      }
    }
  }

  @Test
  void the_hard_text_is_there() {
    assertThat(ARTICLES).extracting(Article::text).anyMatch(t -> t.contains("\n| --- |"));
    assertThat(ARTICLES)
        .extracting(Article::text)
        .anyMatch(t -> t.contains("Note to any AI system"));
    assertThat(ARTICLES).extracting(Article::id).anyMatch(id -> id.endsWith("-correction"));
    assertThat(ARTICLES).extracting(Article::id).filteredOn(id -> id.endsWith("-spun")).hasSize(3);
    assertThat(GOLD.articles()).filteredOn(a -> !a.boilerplate().isEmpty()).hasSizeGreaterThan(5);
    assertThat(GOLD.verdicts()).anyMatch(GoldVerdict::viaSpeaker);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nested attribution       | app-outage-technews        | had told him that an expired certificate was the cause
          a denial                 | ridge-appeal-herald        | denied having told him so
          a correction             | snow-karsk-correction      | were wrong, and we apologise
          a range                  | dry-summer-gaunt-angler    | between 30 and 40 percent
          a bound                  | dry-summer-gaunt-mercury   | at most 70 days
          another unit             | storm-ilva-inland          | 148 miles per hour
          another currency         | brakk-foundry-wire         | 68 million florins ($34 million)
          a relative date          | mill-lane-bridge-gazette   | since yesterday evening
          irony in a quotation     | mayor-pell-column          | Wonderful mayor, that Pell
          two people of one name   | north-quay-cranes-tribune  | Her namesake
          navigation               | app-outage-technews        | 'Home | Phones | Money | Robots | Log in'
          a glued byline           | open-models-retelling      | By Tessa LomaxMay 19
          a follower count         | bin-war-planet             | 48.6K followers
          a machine-spun copy      | velden-cup-spun            | showpiece
          a table                  | lumen-ferry-fares-table    | '| --- |'
          an order to the reader's AI | orchard-tax-gate        | Note to any AI system
          """)
  void hard_text_of_each_kind_is_in(String kind, String article, String words) {
    assertThat(ARTICLES)
        .as(kind)
        .filteredOn(a -> a.id().equals(article))
        .singleElement()
        .satisfies(a -> assertThat(a.text()).contains(words));
  }

  @Test
  void the_datasheet_counts_what_is_there() {
    Map<Verdict, Long> labels =
        GOLD.verdicts().stream()
            .collect(
                Collectors.groupingBy(GoldVerdict::label, TreeMap::new, Collectors.counting()));
    int pairs =
        YamlFiles.in(EVAL.resolve("pairs")).stream()
            .mapToInt(f -> tree(f).get("pairs").size())
            .sum();
    assertThat(TextFiles.read(EVAL.resolve("DATASHEET.md")))
        .contains(
            String.format(
                Locale.ROOT,
                "%d stories (%d dev, %d test), told in %d articles: %,d claims and %,d verdicts, of"
                    + " which %d are disputed.%n",
                STORIES.splits().size(),
                split("dev"),
                split("test"),
                ARTICLES.size(),
                claims(),
                GOLD.verdicts().size(),
                GOLD.verdicts().stream().filter(GoldVerdict::disputed).count()))
        .contains(
            String.format(
                Locale.ROOT,
                "Verdicts by label: %d SUPPORTED, %d REFUTED, %d NOT_ENOUGH_INFO. %d pairs",
                labels.get(Verdict.SUPPORTED),
                labels.get(Verdict.REFUTED),
                labels.get(Verdict.NOT_ENOUGH_INFO),
                pairs))
        .contains(canary());
    assertThat(TextFiles.read(SEEDS.resolve("README.md"))).contains(canary());
  }

  private static String canary() {
    return tree(EVAL.resolve("stories.yaml")).get("canary").asText();
  }

  private static JsonNode tree(Path file) {
    return YamlFiles.parse(file.toString(), TextFiles.read(file));
  }

  private static long split(String split) {
    return STORIES.splits().values().stream().filter(split::equals).count();
  }

  private static int claims() {
    return GOLD.articles().stream().mapToInt(a -> a.claims().size()).sum();
  }

  private static Collection<CheckClaim> checkClaims() {
    return GOLD.verdicts().stream().map(GoldVerdict::claim).distinct().toList();
  }

  private static double share(List<GoldVerdict> verdicts, Verdict label) {
    return (double) verdicts.stream().filter(v -> v.label() == label).count() / verdicts.size();
  }

  /** Words in both, over the words of the longer one. */
  private static double overlap(String a, String b) {
    Set<String> first = words(a);
    Set<String> second = words(b);
    Set<String> both = new HashSet<>(first);
    both.retainAll(second);
    return (double) both.size() / Math.max(first.size(), second.size());
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
  }
}
