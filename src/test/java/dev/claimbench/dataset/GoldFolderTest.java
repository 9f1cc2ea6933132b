package dev.claimbench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.Ids;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gold is checked whole before anything is asked; what is wrong has one line with its place. */
class GoldFolderTest {
  private static final Article BRIDGE =
      new Article(
          "bridge",
          "aldea",
          "",
          "",
          Optional.empty(),
          "Follow us. The bridge reopened on Monday. It cost 30 million euros.");
  private static final Article DIGEST =
      new Article("digest", "aldea", "", "", Optional.empty(), "The bridge is open again.");

  private static final String CLAIM =
      """
        - id: c1
          text: The bridge cost 30 million euros.
          quotes: [cost 30 million euros]
          kind: statistic
          quantity: {value: 30, unit: million euros, bound: exactly}
          hedge: none
          weight: must
      """;

  private static final String GOLD = "version: 1\narticle: bridge\nclaims:\n" + CLAIM;

  private static final String VERDICTS =
      """
      version: 1
      story: aldea
      claims:
        - id: v1
          text: The bridge is open.
          family: open
          verdicts:
            bridge: {label: SUPPORTED, evidence: [reopened on Monday]}
            digest: {label: SUPPORTED, evidence: [open again]}
        - id: v2
          text: The bridge is shut.
          family: open
          change: negation
          twin: v1
          verdicts:
            bridge: {label: REFUTED, evidence: [reopened on Monday], why: it is open}
            digest: {label: NOT_ENOUGH_INFO, why: says nothing}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(folder.resolve("eval/gold"));
    Files.createDirectories(folder.resolve("eval/verify"));
  }

  @Test
  void other_line_ends_and_an_editors_mark_change_no_label_and_no_digest() throws IOException {
    Path file = Files.writeString(folder.resolve("eval/gold/bridge.yaml"), GOLD);
    String digest = read().hash();
    Files.writeString(file, "\uFEFF" + GOLD.replace("\n", "\r\n"));
    assertThat(read().hash()).isEqualTo(digest);
  }

  @Test
  void a_folder_within_the_gold_is_refused_with_the_right_one() {
    Path gold = folder.resolve("eval/gold");
    assertThatThrownBy(() -> GoldFolder.read(gold, folder.resolve("seeds"), List.of(BRIDGE)))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("which holds gold/ and verify/: --gold " + folder.resolve("eval"));
  }

  /** As macOS writes names, and as people type them. */
  @Test
  void a_letter_in_two_parts_is_the_letter() throws IOException {
    Path seeds = Files.createDirectories(folder.resolve("seeds/u\u0308ber"));
    Files.writeString(seeds.resolve("bru\u0308cke.md"), "The bridge reopened on Monday.");
    Files.writeString(
        folder.resolve("eval/gold/br\u00fccke.yaml"),
        "version: 1\narticle: bru\u0308cke\nclaims: []\n");
    Files.writeString(
        folder.resolve("eval/verify/\u00fcber.yaml"),
        """
        version: 1
        story: u\u0308ber
        claims:
          - id: u\u0308
            text: The bridge is open.
            family: open
            verdicts:
              bru\u0308cke: {label: SUPPORTED, evidence: [reopened on Monday]}
        """);
    GoldSet gold =
        GoldFolder.read(
            folder.resolve("eval"),
            folder.resolve("seeds"),
            ArticleReader.read(folder.resolve("seeds")));
    assertThat(gold.verdicts().get(0).article()).isEqualTo("br\u00fccke");
    assertThat(gold.verdicts().get(0).claim().id()).isEqualTo("\u00fc");
  }

  private GoldSet read() {
    return GoldFolder.read(
        folder.resolve("eval"), folder.resolve("seeds"), List.of(BRIDGE, DIGEST));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve("eval").resolve(name), text);
  }

  private void goldIsRefused(String text, String message) throws IOException {
    Path file = write("gold/bridge.yaml", text);
    assertThatThrownBy(this::read).isInstanceOf(UserError.class).hasMessage(file + message);
    Files.delete(file);
  }

  private void verdictsAreRefused(String text, String message) throws IOException {
    Path file = write("verify/aldea.yaml", text);
    assertThatThrownBy(this::read).isInstanceOf(UserError.class).hasMessage(file + message);
    Files.delete(file);
  }

  @Test
  void gold_and_verdicts_are_read() throws IOException {
    write("gold/bridge.yaml", GOLD + "furniture: [Follow us.]\n");
    write("verify/aldea.yaml", VERDICTS);
    GoldSet gold = read();
    assertThat(gold.article("bridge").orElseThrow().boilerplate())
        .containsExactly(Passage.anywhere("Follow us."));
    assertThat(gold.article("digest")).isEmpty();
    assertThat(gold.verdicts())
        .extracting(GoldVerdict::id)
        .containsExactly(
            "aldea/v1@bridge", "aldea/v1@digest", "aldea/v2@bridge", "aldea/v2@digest");
    assertThat(gold.verdicts().get(2).label()).isEqualTo(Verdict.REFUTED);
    assertThat(gold.hash()).hasSize(64).isEqualTo(read().hash());
    write("gold/bridge.yaml", GOLD);
    assertThat(read().hash()).isNotEqualTo(gold.hash());
  }

  @Test
  void the_shipped_gold_has_no_mistake() {
    List<Article> articles = ArticleReader.read(Path.of("seeds"));
    GoldSet gold = GoldFolder.read(Path.of("eval"), Path.of("seeds"), articles);
    assertThat(gold.articles()).isNotEmpty();
    assertThat(gold.verdicts()).hasSizeGreaterThan(200);
  }

  @Test
  void development_gold_is_the_same_whether_its_labels_were_read_before_or_not() {
    Path eval = Path.of("eval");
    Path seeds = Path.of("seeds");
    Stories stories = Stories.read(eval.resolve(Stories.FILE));
    List<Article> all = ArticleReader.read(seeds);
    List<Article> test = stories.select("test", all);
    GoldSet before = GoldFolder.development(eval, seeds, all, GoldFolder.read(eval, seeds, all));
    GoldSet anew = GoldFolder.development(eval, seeds, test, GoldFolder.read(eval, seeds, test));
    assertThat(before).isEqualTo(anew);
    assertThat(before.verdicts()).isNotEmpty();
    assertThat(before).isEqualTo(GoldFolder.read(eval, seeds, stories.select("dev", all)));
  }

  @Test
  void no_folder_is_said_and_an_empty_one_has_no_gold() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> GoldFolder.read(none, folder, List.of(BRIDGE)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            none + ": no such folder; --gold takes one with gold/ and verify/, such as eval");
    assertThat(read().articles()).isEmpty();
  }

  @Test
  void of_a_folder_of_articles_some_can_be_read_wherever_the_gold_lies() throws IOException {
    write("gold/bridge.yaml", GOLD);
    Files.writeString(
        Files.createDirectories(folder.resolve("my-articles")).resolve("bridge.md"), "The bridge.");
    Article other = new Article("ferry", "lake", "", "", Optional.empty(), "The ferry sails.");
    Path eval = folder.resolve("eval");
    assertThat(GoldFolder.read(eval, folder.resolve("my-articles"), List.of(other)).articles())
        .isEmpty();
  }

  @Test
  void gold_for_an_unknown_article_is_refused() throws IOException {
    Path file = write("gold/bridg.yaml", GOLD);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessage(
            file
                + ": gold for an unknown article 'bridg'; none of that name in "
                + folder.resolve("seeds"));
  }

  @Test
  void gold_for_an_article_beside_it_is_known_but_not_read() throws IOException {
    Files.createDirectories(folder.resolve("seeds/other"));
    Files.writeString(folder.resolve("seeds/other/elsewhere.md"), "Text.");
    write("gold/elsewhere.yaml", "broken: [");
    assertThat(read().articles()).isEmpty();
  }

  @Test
  void a_broken_yaml_is_named_by_file_line_and_column() throws IOException {
    Path file = write("gold/bridge.yaml", "version: 1\narticle: bridge\nclaims: [a, b\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ":4:1: not valid YAML: expected ',' or ']'")
        .hasMessageEndingWith("while parsing a flow sequence that begins on line 3");
    write("gold/bridge.yaml", "version: 1\n# \u0007\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("not valid YAML: ");
    goldIsRefused("", ": empty; expected a YAML mapping");
    goldIsRefused("# nothing yet\n", ": empty; expected a YAML mapping");
  }

  @Test
  void a_second_document_in_a_file_is_refused_rather_than_overlooked() throws IOException {
    Path file = write("gold/bridge.yaml", GOLD + "---\n" + GOLD);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ":11:1: not valid YAML: a second document");
  }

  @Test
  void a_field_that_is_not_as_it_should_be_is_named_by_its_path() throws IOException {
    goldIsRefused(
        GOLD.replace("kind: statistic", "kind: number"),
        ": claims[0].kind: does not have a value in the enumeration [\"event\", \"statistic\","
            + " \"statement\", \"forecast\", \"opinion\"]");
    goldIsRefused(
        GOLD.replace("    weight: must\n", ""),
        ": claims[0]: required property 'weight' not found");
    goldIsRefused(GOLD.replace("version: 1", "version: 3"), ": version: expected 1 or 2, got 3");
    goldIsRefused(
        GOLD.replace("article: bridge", "article: digest"),
        ": article: expected 'bridge' as in the file's name, got 'digest'");
  }

  @Test
  void a_quote_that_is_not_in_the_article_is_shown_with_the_nearest_passage() throws IOException {
    goldIsRefused(
        GOLD.replace("[cost 30 million euros]", "[cost 31 million euros]"),
        ": claims[0].quotes[0] is not in the article bridge: \"cost 31 million euros\";"
            + " nearest at 45: \"cost 30 million euros\"");
    goldIsRefused(
        GOLD.replace("[cost 30 million euros]", "[Zebras]"),
        ": claims[0].quotes[0] is not in the article bridge: \"Zebras\";"
            + " nothing in it is like that");
    goldIsRefused(
        GOLD + "furniture: [Subscribe!]\n",
        ": furniture[0] is not in the article bridge: \"Subscribe!\";"
            + " nothing in it is like that");
  }

  @Test
  void values_out_of_range_are_refused() throws IOException {
    goldIsRefused(GOLD + CLAIM, ": claims[1].id: 'c1' is there twice");
    goldIsRefused(
        GOLD.replace("kind: statistic", "kind: statement"),
        ": claims[0].speaker: a statement needs the one who made it, got none");
    goldIsRefused(
        GOLD.replace("value: 30, unit: million euros, bound: exactly", "low: 5, high: 4, unit: km"),
        ": claims[0]: a quantity needs finite numbers, low to high, got 5.0 to 4.0");
    goldIsRefused(
        GOLD.replace("text: The bridge cost 30 million euros.", "text: \" \""),
        ": claims[0]: claim c1 has no text");
    goldIsRefused(
        GOLD.replace("    hedge", "    date: \"2026-02-30\"\n    hedge"),
        ": claims[0].date: expected a year, month or day such as 2026-03, got '2026-02-30'");
    goldIsRefused(
        GOLD.replace("    hedge", "    date: \"2026-13\"\n    hedge"),
        ": claims[0].date: expected a year, month or day such as 2026-03, got '2026-13'");
  }

  @Test
  void an_id_that_the_label_page_would_refuse_is_refused_in_a_file() throws IOException {
    String most = "u".repeat(200);
    write("gold/bridge.yaml", GOLD.replace("id: c1", "id: " + most));
    assertThat(read().articles()).hasSize(1);
    String rule = "…' cannot be an id; expected " + Ids.RULE + ", at most 200 bytes";
    goldIsRefused(GOLD.replace("id: c1", "id: " + most + "u"), ": claims[0].id: '" + most + rule);
    verdictsAreRefused(
        VERDICTS.replace("id: v1", "id: " + most + "u"), ": claims[0].id: '" + most + rule);
  }

  @Test
  void verdicts_are_checked_against_articles_and_each_other() throws IOException {
    verdictsAreRefused(
        VERDICTS.replace("digest: {label: N", "dijest: {label: N"),
        ": claims[1].verdicts.dijest: no such article; expected one of bridge, digest");
    verdictsAreRefused(
        VERDICTS.replace("[open again]", "[open at last]"),
        ": claims[0].verdicts.digest.evidence[0] is not in the article digest: \"open at last\";"
            + " nearest at 14: \"open again\"");
    verdictsAreRefused(
        VERDICTS.replace(", evidence: [open again]", ""),
        ": claims[0].verdicts.digest.evidence: SUPPORTED and REFUTED need a quote,"
            + " NOT_ENOUGH_INFO has none; got SUPPORTED with 0");
    verdictsAreRefused(
        VERDICTS.replace(", why: says nothing", ""),
        ": claims[1].verdicts.digest.why: expected a short reason for NOT_ENOUGH_INFO, got none");
    verdictsAreRefused(
        VERDICTS.replace("why: it is open", "why: it is open, via: speaker"),
        ": claims[1].verdicts.bridge.via: only SUPPORTED can be via a speaker, got REFUTED");
    verdictsAreRefused(
        VERDICTS.replace("    change: negation\n", ""),
        ": claims[1]: change and twin go together, got only one of them");
    verdictsAreRefused(
        VERDICTS.replace("twin: v1", "twin: v9"), ": claim v2: twin: no claim 'v9' in this file");
    verdictsAreRefused(
        VERDICTS.replace("twin: v1", "twin: v2"),
        ": claim v2: twin: a claim cannot be its own twin");
    verdictsAreRefused(
        VERDICTS.replaceFirst("family: open\n    change", "family: shut\n    change"),
        ": claim v2: twin: v1 is of family open, not shut");
    verdictsAreRefused(
        VERDICTS.replace("change: negation", "change: rewording"),
        ": claim v2: twin: a rewording keeps every label of its twin v1, but they differ");
    verdictsAreRefused(VERDICTS.replace("id: v2", "id: v1"), ": claims[1].id: 'v1' is there twice");
    verdictsAreRefused(
        VERDICTS.replace("text: The bridge is shut.", "text: \" \""),
        ": claims[1]: claim aldea/v2 has no text");
    verdictsAreRefused(
        VERDICTS.replace("story: aldea", "story: alda"),
        ": story: expected 'aldea' as in the file's name, got 'alda'");
  }

  @Test
  void an_alias_in_the_gold_is_the_text_that_it_names() throws IOException {
    String one = CLAIM.replace("quotes:", "speaker: &s \"Ida Brun\"\n    quotes:");
    String two = CLAIM.replace("c1", "c2").replace("quotes:", "speaker: *s\n    quotes:");
    write("gold/bridge.yaml", "version: 1\narticle: bridge\nclaims:\n" + one + two);
    assertThat(read().article("bridge").orElseThrow().claims())
        .extracting(c -> c.claim().speaker())
        .containsExactly(Optional.of("Ida Brun"), Optional.of("Ida Brun"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1_000", "010", "0x1F", "1:30", "+5", ".5", "1,000"})
  void a_number_that_yaml_reads_otherwise_than_a_person_is_refused(String number)
      throws IOException {
    Path file = write("gold/bridge.yaml", GOLD.replace("value: 30", "value: '" + number + "'"));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": claims[0].quantity");
    write("gold/bridge.yaml", GOLD.replace("{value: 30, unit", "{value: " + number + ", unit"));
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": claims[0].quantity");
  }

  @Test
  void words_in_the_gold_are_as_written() throws IOException {
    write("gold/bridge.yaml", GOLD.replace("quotes:", "speaker: No\n    quotes:"));
    assertThat(read().article("bridge").orElseThrow().claims().get(0).claim().speaker())
        .contains("No");
  }

  @Test
  void gold_under_another_ending_is_refused_rather_than_overlooked() throws IOException {
    Path file = write("gold/digest.yml", GOLD);
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessage(file + ": would not be read; rename it so that it ends in .yaml");
  }
}
