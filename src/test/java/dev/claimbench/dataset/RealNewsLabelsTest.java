package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.claimbench.Shared;
import dev.claimbench.dataset.imports.GumNews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code eval/DATASHEET.md} says of the labels on real news. */
class RealNewsLabelsTest {
  private static final Path LABELS = Path.of("eval/real-news");
  private static final Path GUM = Shared.file("data/gum-news");
  private static final GoldSet GOLD =
      GoldFolder.read(LABELS, GUM, GumNews.read(GUM).stream().map(GumNews::article).toList());

  @Test
  void each_article_has_a_dozen_claims_or_more() {
    assertThat(GOLD.articles())
        .hasSizeGreaterThanOrEqualTo(20)
        .allSatisfy(a -> assertThat(a.claims()).hasSizeGreaterThanOrEqualTo(12));
    assertThat(GOLD.articles().stream().mapToInt(a -> a.claims().size()).sum())
        .isGreaterThanOrEqualTo(280);
  }

  @Test
  void each_label_is_a_fifth_of_the_verdicts_or_more() {
    assertThat(GOLD.verdicts()).hasSizeGreaterThanOrEqualTo(600);
    Map<Verdict, Long> labels =
        GOLD.verdicts().stream()
            .collect(Collectors.groupingBy(GoldVerdict::label, Collectors.counting()));
    assertThat(labels).hasSize(Verdict.values().length);
    assertThat(labels.values()).allMatch(n -> n * 5 >= GOLD.verdicts().size());
  }

  @Test
  void each_label_is_a_fifth_or_more_of_the_verdicts_on_an_article_in_all_but_one() {
    Map<String, Map<Verdict, Long>> byArticle =
        GOLD.verdicts().stream()
            .collect(
                Collectors.groupingBy(
                    GoldVerdict::article,
                    Collectors.groupingBy(GoldVerdict::label, Collectors.counting())));
    List<String> fewer = new ArrayList<>();
    byArticle.forEach(
        (article, labels) -> {
          long all = labels.values().stream().mapToLong(n -> n).sum();
          for (Verdict label : Verdict.values()) {
            if (labels.getOrDefault(label, 0L) * 5 < all) {
              fewer.add(article + " " + label);
            }
          }
        });
    assertThat(byArticle).hasSize(24);
    // eval/DATASHEET.md says so under its limits.
    assertThat(fewer).containsExactly("gum-afghan NOT_ENOUGH_INFO");
  }

  @Test
  void there_are_twins_rewordings_and_every_kind_of_error_that_models_make() {
    List<CheckClaim> claims = GOLD.verdicts().stream().map(GoldVerdict::claim).toList();
    assertThat(claims).filteredOn(c -> c.twin().isPresent()).hasSizeGreaterThan(300);
    assertThat(claims).extracting(CheckClaim::change).contains(Optional.of(Change.REWORDING));
    assertThat(claims).filteredOn(c -> c.error().isPresent()).hasSizeGreaterThanOrEqualTo(100);
    for (ModelError error : ModelError.values()) {
      assertThat(claims).extracting(CheckClaim::error).contains(Optional.of(error));
    }
  }

  @Test
  void whatever_is_refuted_or_wrong_on_purpose_says_so() throws IOException {
    List<String> silent = new ArrayList<>();
    int marked = 0;
    try (Stream<Path> files = Files.list(LABELS.resolve("verify"))) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode claim : new YAMLMapper().readTree(file.toFile()).get("claims")) {
          boolean wrong = claim.has("error");
          for (JsonNode verdict : claim.get("verdicts")) {
            wrong |= verdict.get("label").asText().equals("REFUTED");
          }
          boolean byDesign = claim.path("false_by_design").asBoolean();
          marked += byDesign ? 1 : 0;
          if (wrong && !byDesign) {
            silent.add(file.getFileName() + " " + claim.get("id").asText());
          }
        }
      }
    }
    assertThat(silent).isEmpty();
    assertThat(marked).isGreaterThan(300);
  }

  @Test
  void no_words_of_an_article_stand_in_the_labels() throws IOException {
    try (Stream<Path> files = Files.walk(LABELS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("quote:", "text: |")
            .doesNotContainPattern("evidence: \\[\"");
      }
    }
  }
}
