package dev.claimbench.dataset.imports;

import static dev.claimbench.dataset.Verdict.NOT_ENOUGH_INFO;
import static dev.claimbench.dataset.Verdict.REFUTED;
import static dev.claimbench.dataset.Verdict.SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.claimbench.Shared;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each public form, as its publication describes it, with made-up contents. */
class FormatsTest {
  private final SkippedRows skips = new SkippedRows();
  @TempDir Path dir;

  @Test
  void fever_claims_meet_the_page_that_holds_a_whole_evidence_group() throws IOException {
    Path claims =
        file(
            "paper_dev.jsonl",
            """
            {"id": 1, "verifiable": "VERIFIABLE", "label": "SUPPORTS", "claim": "Vell sells cars.", "evidence": [[[7, 8, "Vell_-LRB-firm-RRB-", 0], [7, 9, "Vell_-LRB-firm-RRB-", 2]], [[5, 6, "Vell_-LRB-firm-RRB-", 0], [5, 7, "Car", 1]]]}
            {"id": 2, "verifiable": "VERIFIABLE", "label": "REFUTES", "claim": "Cars fly.", "evidence": [[[5, 6, "Vell_-LRB-firm-RRB-", 0], [5, 7, "Car", 1]]]}
            {"id": 3, "verifiable": "NOT VERIFIABLE", "label": "NOT ENOUGH INFO", "claim": "Vell is rich.", "evidence": [[[9, null, null, null]]]}
            {"id": 4, "claim": "Blind."}
            """);
    Files.createDirectory(dir.resolve("wiki"));
    file(
        "wiki/wiki-001.jsonl",
        """
        {"id": "", "text": "", "lines": ""}
        {"id": "Vell_-LRB-firm-RRB-", "text": "…", "lines": "0\\tVell -LRB- a firm -RRB- is old .\\tOld\\n1\\t\\n2\\tIt sells cars .\\tCar\\tcars\\ngoes on\\n3\\tEnd ."}
        """);
    List<Item> items = list(new FeverItems(List.of(claims), dir.resolve("wiki")).read(skips));
    assertThat(items).hasSize(1);
    Item item = items.get(0);
    assertThat(item.article().text())
        .isEqualTo("Vell ( a firm ) is old .\n\nIt sells cars .\nEnd .");
    assertThat(item.article().title()).isEqualTo("Vell (firm)");
    assertThat(item.verdict().label()).isEqualTo(SUPPORTED);
    assertThat(item.verdict().evidence())
        .containsExactly("Vell ( a firm ) is old .", "It sells cars .");
    assertThat(skips.counts())
        .isEqualTo(
            Map.of(
                "evidence on several pages together",
                1,
                "NOT ENOUGH INFO (no page is named)",
                1,
                "no label",
                1));
  }

  @Test
  void scifact_abstracts_without_evidence_that_a_claim_cites_say_too_little() throws IOException {
    Path corpus =
        file(
            "corpus.jsonl",
            """
            {"doc_id": 11, "title": "Eleven", "abstract": ["A.", "B.", "C."], "structured": false}
            {"doc_id": 15, "title": "Fifteen", "abstract": ["D."], "structured": false}
            {"doc_id": 16, "title": "Sixteen", "abstract": ["E."], "structured": false}
            {"doc_id": 20, "title": "Twenty", "abstract": ["F."], "structured": true}
            """);
    Path claims =
        file(
            "claims_dev.jsonl",
            """
            {"id": 52, "claim": "X.", "evidence": {"11": [{"sentences": [0, 1], "label": "CONTRADICT"}, {"sentences": [2], "label": "CONTRADICT"}]}, "cited_doc_ids": [11, 15]}
            {"id": 53, "claim": "Y.", "evidence": {"16": [{"sentences": [0], "label": "SUPPORT"}]}, "cited_doc_ids": [16, 15]}
            {"id": 54, "claim": "Z.", "evidence": {}, "cited_doc_ids": [20]}
            """);
    List<Item> items = list(new SciFactItems(List.of(claims), corpus).read(skips));
    assertThat(items)
        .extracting(i -> i.verdict().id(), i -> i.verdict().label(), i -> i.verdict().evidence())
        .containsExactly(
            // 11, 15 and 16 hang together over two claims.
            tuple("scifact-11/52@11", REFUTED, List.of("A.", "B.", "C.")),
            tuple("scifact-11/52@15", NOT_ENOUGH_INFO, List.of()),
            tuple("scifact-11/53@16", SUPPORTED, List.of("E.")),
            tuple("scifact-11/53@15", NOT_ENOUGH_INFO, List.of()),
            tuple("scifact-20/54@20", NOT_ENOUGH_INFO, List.of()));
  }

  @Test
  void averitecs_questions_and_answers_are_the_text() throws IOException {
    Path claims =
        file(
            "dev.json",
            """
            [{"claim": "Vell sold a fraud.", "label": "Refuted", "justification": "…", "speaker": null,
              "questions": [
                {"question": "Was there a fine?", "answers": [
                  {"answer": "Yes", "answer_type": "Boolean", "boolean_explanation": "In 2013."},
                  {"answer": "No answer could be found.", "answer_type": "Unanswerable"}]},
                {"question": "Who paid?", "answers": []}]},
             {"claim": "Mixed.", "label": "Conflicting Evidence/Cherrypicking", "questions": []}]
            """);
    List<Item> items = list(AveritecItems.read(List.of(claims), skips));
    assertThat(items).extracting(Item::key, Item::given).containsExactly(tuple("0", "Refuted"));
    assertThat(items.get(0).article().text())
        .isEqualTo(
            "Was there a fine? Yes. In 2013.\n"
                + "Was there a fine? No answer could be found.\n"
                + "Who paid? No answer could be found.");
    assertThat(skips.counts()).isEqualTo(Map.of("Conflicting Evidence/Cherrypicking", 1));
  }

  @Test
  void what_wice_supports_in_part_is_not_enough() throws IOException {
    String row =
        "{\"label\": \"%s\", \"supporting_sentences\": %s, \"claim\": \"Ten ships sank.\","
            + " \"evidence\": [\"Ships sank. \", \"It was ten.\"], \"meta\": {\"id\":"
            + " \"dev0000%d\", \"claim_title\": \"Storm of 1907\", \"claim_section\": \"\"}}\n";
    Path claims =
        file(
            "dev.jsonl",
            row.formatted("supported", "[[0, 1], [1]]", 1)
                + row.formatted("partially_supported", "[[0]]", 2)
                + row.formatted("not_supported", "[]", 3));
    assertThat(list(WiceItems.read(List.of(claims))))
        .extracting(i -> i.verdict().id(), i -> i.verdict().label(), i -> i.verdict().evidence())
        .containsExactly(
            tuple(story("1"), SUPPORTED, List.of("Ships sank.", "It was ten.")),
            tuple(story("2"), NOT_ENOUGH_INFO, List.of()),
            tuple(story("3"), NOT_ENOUGH_INFO, List.of()));
  }

  private static String story(String n) {
    return DatasetIds.toSlug("Storm of 1907") + "/dev0000" + n + "@dev0000" + n;
  }

  @Test
  void a_vitaminc_case_is_one_story() throws IOException {
    Path rows =
        file(
            "test.jsonl",
            """
            {"unique_id": "5eb_1", "case_id": "5eb", "wiki_revision_id": "9", "claim": "Over 10 died.", "evidence": "12 died.", "label": "SUPPORTS", "page": "Storm", "revision_type": "real"}
            {"unique_id": "5eb_2", "case_id": "5eb", "wiki_revision_id": "9", "claim": "Over 10 died.", "evidence": "9 died.", "label": "REFUTES", "page": "Storm", "revision_type": "real"}
            """);
    assertThat(list(VitaminC.read(List.of(rows), skips)))
        .extracting(i -> i.verdict().id(), i -> i.verdict().label(), i -> i.article().text())
        .containsExactly(
            tuple("5eb/5eb-1@5eb-1", SUPPORTED, "12 died."),
            tuple("5eb/5eb-2@5eb-2", REFUTED, "9 died."));
  }

  @Test
  void summedits_leaves_it_to_the_caller_what_inconsistent_means() throws IOException {
    Path rows =
        file(
            "summedits_news.json",
            """
            [{"id": "news_7_og", "doc": "Ann buys butter.", "summary": "Ann buys butter.", "label": 1, "original_summary": "Ann buys butter.", "edit_types": []},
             {"id": "news_7_12", "doc": "Ann buys butter.", "summary": "Ann buys ghee.", "label": 0, "original_summary": "Ann buys butter.", "edit_types": ["entity_modification"]}]
            """);
    assertThat(list(SummEdits.read(List.of(rows), NOT_ENOUGH_INFO)))
        .extracting(i -> i.verdict().id(), i -> i.verdict().label(), Item::given)
        .containsExactly(
            tuple("news-7/news-7-og@news-7", SUPPORTED, "consistent"),
            tuple(
                "news-7/news-7-12@news-7", NOT_ENOUGH_INFO, "inconsistent (entity_modification)"));
  }

  @Test
  void a_table_and_json_lines_say_the_same() throws IOException {
    Path csv =
        file(
            "own.csv",
            "claim,article,label,note\n"
                + "\"Ten, no more.\",\"Ten\n"
                + "ships.\",supported,x\n"
                + "Nine.,Ten.,REFUTES,\n");
    Path tsv = file("own.tsv", "article\tlabel\tclaim\nTen\tneutral\tNine.\n");
    Path lines =
        file(
            "own.jsonl",
            "{\"claim\": \"Ten, no more.\", \"article\": \"Ten\\n"
                + "ships.\", \"label\": \"SUPPORTED\", \"evidence\": [\"ships\"], \"story\":"
                + " \"sea\", \"id\": 7}\n");
    assertThat(list(Plain.read(List.of(csv, tsv, lines), skips)))
        .extracting(
            Item::key, i -> i.verdict().label(), i -> i.article().text(), i -> i.article().story())
        .containsExactly(
            tuple("row-2", SUPPORTED, "Ten\nships.", "a-" + hash("Ten\nships.")),
            tuple("row-4", REFUTED, "Ten.", "a-" + hash("Ten.")),
            tuple("row-2", NOT_ENOUGH_INFO, "Ten", "a-" + hash("Ten")),
            tuple("7", SUPPORTED, "Ten\nships.", "sea"));
  }

  private static String hash(String text) {
    return dev.claimbench.text.Sha256.sha256(text).substring(0, 12);
  }

  @Test
  void what_is_wrong_is_named_with_file_line_and_field() throws IOException {
    Path corpus = file("c.jsonl", "{\"doc_id\": 1, \"title\": \"\", \"abstract\": [\"A.\"]}");
    Path own = file("own.csv", "claim,article,label\nTen.,Ten.,supported\nNine.,Ten.,maybe\n");
    wrong(own + ":3: label: expected SUPPORTED", () -> Plain.read(List.of(own), skips));
    Path header = file("no.csv", "text,label\nTen.,supported\n");
    wrong(
        header + ":1: expected the columns [claim, article, label], got [text, label]",
        () -> Plain.read(List.of(header), skips));
    Path vitaminC =
        file("v.jsonl", "{\"unique_id\": \"1\", \"claim\": \"A\", \"label\": \"SUPPORTS\"}");
    wrong(
        vitaminC + ":1: evidence: expected text, got nothing",
        () -> VitaminC.read(List.of(vitaminC), skips));
    Path edits =
        file("s.json", "[\n{\"id\": \"a_1\", \"doc\": \"A\", \"summary\": \"B\", \"label\": 2}]");
    wrong(
        edits + ":2: label: expected 0 (inconsistent) or 1 (consistent), got 2",
        () -> SummEdits.read(List.of(edits), REFUTED));
    Path wice =
        file(
            "w.jsonl",
            "{\"label\": \"supported\", \"supporting_sentences\": [[1]], \"claim\": \"A\","
                + " \"evidence\": [\"B\"], \"meta\": {\"id\": \"dev1\"}}");
    wrong(
        wice + ":1: supporting_sentences: expected numbers of sentences, 0 to 0",
        () -> WiceItems.read(List.of(wice)));
    Path averitec = file("a.json", "[{\"claim\": \"A\", \"label\": \"Wrong\"}]");
    wrong(
        averitec + ":1: label: expected one of Supported, Refuted",
        () -> AveritecItems.read(List.of(averitec), skips));
    Path sci =
        file(
            "sci.jsonl",
            "{\"id\": 1, \"claim\": \"A\", \"evidence\": {\"1\": [{\"sentences\": [4], \"label\":"
                + " \"SUPPORT\"}]}, \"cited_doc_ids\": [1]}");
    wrong(
        sci + ":1: evidence.1: expected sentences 0 to 0, got 4",
        () -> new SciFactItems(List.of(sci), corpus).read(skips));
    Path refutes = file("r.jsonl", Files.readString(sci).replace("SUPPORT", "REFUTES"));
    wrong(
        refutes + ":1: evidence.1: expected the label SUPPORT or CONTRADICT",
        () -> new SciFactItems(List.of(refutes), corpus).read(skips));
  }

  @Test
  void the_published_wice_claims_can_all_be_read() {
    Path claims = Shared.file("data/wice/test_claims.jsonl");
    List<Item> items = list(WiceItems.read(List.of(claims)));
    assertThat(items).hasSize(358);
    assertThat(items).filteredOn(i -> i.verdict().label() == SUPPORTED).hasSize(111);
    assertThat(items).filteredOn(i -> i.given().equals("partially_supported")).hasSize(215);
  }

  private static void wrong(
      String message, java.util.function.Supplier<java.util.stream.Stream<Item>> items) {
    assertThatThrownBy(() -> list(items.get()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private static List<Item> list(java.util.stream.Stream<Item> items) {
    try (items) {
      return items.toList();
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  @Test
  void a_sheet_may_name_what_parts_its_cells_and_be_in_utf_16() throws IOException {
    String sheet = "sep=;\r\nclaim;article;label\r\nNine, at least.;Ten.;supported\r\n";
    Path eight = file("eight.csv", sheet);
    Path sixteen = file("sixteen.csv", "");
    Files.write(sixteen, ("\uFEFF" + sheet).getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    for (Path one : List.of(eight, sixteen)) {
      assertThat(list(Plain.read(List.of(one), skips)))
          .extracting(i -> i.verdict().claim().text())
          .containsExactly("Nine, at least.");
    }
    Path bad = file("bad.csv", sheet.replace("supported", "maybe"));
    assertThatThrownBy(() -> list(Plain.read(List.of(bad), skips)))
        .hasMessageContaining("bad.csv:3");
  }
}
