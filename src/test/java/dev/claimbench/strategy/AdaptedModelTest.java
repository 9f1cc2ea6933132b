package dev.claimbench.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.task.Answer;
import dev.claimbench.task.AnswerReaders;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptedModelTest {
  private static final PromptTemplate VERIFY =
      ScriptedModel.PROMPTS.template(Tasks.VERIFY.prompt());
  private static final Prompt QUESTION =
      Tasks.VERIFY.prompt(
          VERIFY, ScriptedModel.ARTICLE, ScriptedModel.claim("The bridge shut and it rained."));
  private static final Prompt LIST =
      Tasks.EXTRACT.prompt(
          ScriptedModel.PROMPTS.template(Tasks.EXTRACT.prompt()), ScriptedModel.ARTICLE);

  private static String claims(String... texts) {
    StringBuilder out = new StringBuilder("{\"claims\":[");
    for (String text : texts) {
      out.append(out.charAt(out.length() - 1) == '[' ? "" : ",");
      out.append("{\"quote\":\"q\",\"claim\":\"").append(text);
      out.append("\",\"speaker\":\"\",\"kind\":\"event\",\"value\":null,\"unit\":\"\",");
      out.append("\"bound\":\"none\",\"date\":\"\",\"hedge\":\"none\"}");
    }
    return out.append("]}").toString();
  }

  @Test
  void one_refuted_statement_refutes_the_claim_and_all_calls_are_added_up() throws ModelException {
    ScriptedModel model =
        new ScriptedModel(
            "m",
            (prompt, n) ->
                switch (n) {
                  case 0 -> "{\"claims\":[\"The bridge shut.\",\"It rained.\",\"It snowed.\"]}";
                  case 3 -> ScriptedModel.verdict("REFUTED");
                  default -> ScriptedModel.verdict("SUPPORTED");
                });
    DecomposedModel decomposed =
        new DecomposedModel(model, ScriptedModel.PROMPTS.template(DecomposedModel.PROMPT), VERIFY);
    Reply reply = decomposed.ask(QUESTION, ScriptedModel.sampling(0));
    assertThat(reply.text()).isEqualTo(ScriptedModel.verdict("REFUTED"));
    // Four calls of 2,000 and 10 tokens and a second each.
    assertThat(reply.promptTokens()).isEqualTo(8000);
    assertThat(reply.answerTokens()).isEqualTo(40);
    assertThat(reply.total()).isEqualTo(Duration.ofSeconds(4));
    assertThat(reply.answer()).contains(Duration.ofMillis(3600));
    assertThat(reply.load()).isEmpty();
    assertThat(reply.raw()).isEqualTo("[{},{},{},{}]");
    assertThat(model.seen.get(2).user()).contains("Claim: It rained.");
  }

  @Test
  void a_claim_in_one_piece_is_judged_whole() throws ModelException {
    ScriptedModel model =
        new ScriptedModel(
            "m", (p, n) -> n == 0 ? "no JSON at all" : ScriptedModel.verdict("NOT_ENOUGH_INFO"));
    Reply reply =
        new DecomposedModel(model, ScriptedModel.PROMPTS.template(DecomposedModel.PROMPT), VERIFY)
            .ask(QUESTION, ScriptedModel.sampling(0));
    assertThat(reply.text()).isEqualTo(ScriptedModel.verdict("NOT_ENOUGH_INFO"));
    assertThat(model.seen).hasSize(2);
  }

  @Test
  void it_works_on_all_servers_of_the_model_that_it_asks() {
    // Else the run takes it for one server, and asks the others next to nothing.
    Model adapted =
        new SelfConsistency(new ScriptedModel("m", (p, n) -> ""), 3, Aligner.DEFAULT_SIMILARITY);
    assertThat(adapted.endpoints()).containsExactly("gguf/one", "gguf/two");
  }

  @Test
  void extraction_is_not_taken_apart() throws ModelException {
    ScriptedModel model = new ScriptedModel("m", (p, n) -> claims("a"));
    new DecomposedModel(model, ScriptedModel.PROMPTS.template(DecomposedModel.PROMPT), VERIFY)
        .ask(LIST, ScriptedModel.sampling(0));
    assertThat(model.seen).containsExactly(LIST);
  }

  @Test
  void the_most_frequent_verdict_wins_and_each_sample_has_its_seed() throws ModelException {
    List<String> said = List.of("REFUTED", "SUPPORTED", "SUPPORTED");
    ScriptedModel model = new ScriptedModel("m", (p, n) -> ScriptedModel.verdict(said.get(n)));
    Reply reply =
        new SelfConsistency(model, 3, Aligner.DEFAULT_SIMILARITY)
            .ask(QUESTION, ScriptedModel.sampling(0.7));
    assertThat(reply.text()).isEqualTo(ScriptedModel.verdict("SUPPORTED"));
    assertThat(reply.answerTokens()).isEqualTo(30);
    assertThat(model.seeds).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void of_equals_the_first_wins_and_invalid_samples_have_no_vote() throws ModelException {
    List<String> said =
        List.of("nonsense", ScriptedModel.verdict("REFUTED"), ScriptedModel.verdict("SUPPORTED"));
    ScriptedModel model = new ScriptedModel("m", (p, n) -> said.get(n));
    assertThat(
            new SelfConsistency(model, 3, Aligner.DEFAULT_SIMILARITY)
                .ask(QUESTION, ScriptedModel.sampling(0.7))
                .text())
        .isEqualTo(ScriptedModel.verdict("REFUTED"));
  }

  @Test
  void of_lists_the_one_most_like_the_others_is_taken() throws ModelException {
    List<String> said =
        List.of(
            claims("Sheep graze on the far hills."),
            claims("The bridge shut on Monday."),
            claims("The bridge shut on a Monday."));
    ScriptedModel model = new ScriptedModel("m", (p, n) -> said.get(n));
    assertThat(
            new SelfConsistency(model, 3, Aligner.DEFAULT_SIMILARITY)
                .ask(LIST, ScriptedModel.sampling(0.7))
                .text())
        .contains("bridge");
  }

  @Test
  void of_lists_in_another_script_the_same_words_win() throws ModelException {
    // "three years" and, twice, "five years": nothing but equality can be read in them.
    List<String> said = List.of(claims("这座桥关闭了三年。"), claims("这座桥关闭了五年。"), claims("这座桥关闭了五年"));
    ScriptedModel model = new ScriptedModel("m", (p, n) -> said.get(n));
    assertThat(
            new SelfConsistency(model, 3, Aligner.DEFAULT_SIMILARITY)
                .ask(LIST, ScriptedModel.sampling(0.7))
                .text())
        .contains("五年");
  }

  @Test
  void samples_at_temperature_0_are_refused() {
    SelfConsistency model =
        new SelfConsistency(new ScriptedModel("m", (p, n) -> ""), 3, Aligner.DEFAULT_SIMILARITY);
    assertThatThrownBy(() -> model.ask(QUESTION, ScriptedModel.sampling(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("needs a temperature above 0");
  }

  @Test
  void a_verdict_that_the_verifier_denies_is_not_enough_info() throws ModelException {
    for (String label : List.of("SUPPORTED", "REFUTED")) {
      for (boolean says : new boolean[] {true, false}) {
        ScriptedModel big = new ScriptedModel("big", (p, n) -> ScriptedModel.verdict(label));
        ScriptedModel small = new ScriptedModel("small", (p, n) -> "{\"supported\":" + says + "}");
        CheckedModel checked =
            new CheckedModel(big, small, ScriptedModel.PROMPTS.template(CheckedModel.PROMPT));
        boolean agree = label.equals("SUPPORTED") == says;
        assertThat(checked.ask(QUESTION, ScriptedModel.sampling(0)).text())
            .isEqualTo(ScriptedModel.verdict(agree ? label : "NOT_ENOUGH_INFO"));
        checked.close();
        assertThat(big.closed && small.closed).isTrue();
      }
    }
  }

  @Test
  void claims_that_the_verifier_denies_are_dropped_but_never_all() throws ModelException {
    ScriptedModel big = new ScriptedModel("big", (p, n) -> claims("one", "two"));
    ScriptedModel small = new ScriptedModel("small", (p, n) -> "{\"supported\":" + (n == 0) + "}");
    CheckedModel checked =
        new CheckedModel(big, small, ScriptedModel.PROMPTS.template(CheckedModel.PROMPT));
    Reply reply = checked.ask(LIST, ScriptedModel.sampling(0));
    assertThat(reply.text()).contains("one").doesNotContain("two");
    assertThat(reply.promptTokens()).isEqualTo(6000);
    ScriptedModel denies = new ScriptedModel("small", (p, n) -> "{\"supported\":false}");
    assertThat(
            new CheckedModel(big, denies, ScriptedModel.PROMPTS.template(CheckedModel.PROMPT))
                .ask(LIST, ScriptedModel.sampling(0))
                .text())
        .contains("one", "two");
  }

  @Test
  void an_adapted_model_has_a_name_and_a_digest_of_its_own() {
    ScriptedModel model = new ScriptedModel("m", (p, n) -> "");
    DecomposedModel once =
        new DecomposedModel(model, ScriptedModel.PROMPTS.template(DecomposedModel.PROMPT), VERIFY);
    SelfConsistency both = new SelfConsistency(once, 3, Aligner.DEFAULT_SIMILARITY);
    assertThat(both.info().spec()).isEqualTo("gguf/m + decompose + self-consistency 3");
    assertThat(both.info().runtime()).isEqualTo("gguf");
    assertThat(List.of(model.info().digest(), once.info().digest(), both.info().digest()))
        .doesNotHaveDuplicates();
    assertThat(once.info().versions()).containsKey("decompose");
  }

  private static Example example(String story, String claim, Verdict label) {
    return new Example(
        "verify",
        story,
        claim,
        "the claim is \"" + claim + "\":",
        ScriptedModel.verdict("x"),
        label.name());
  }

  @Test
  void the_most_similar_examples_are_shown_of_each_label_in_turn() throws ModelException {
    List<Example> pool =
        List.of(
            example("a", "The bridge shut on Sunday.", Verdict.SUPPORTED),
            example("a", "The bridge shut on Friday.", Verdict.SUPPORTED),
            example("b", "Sheep graze here.", Verdict.REFUTED),
            example("river", "The bridge shut and it rained.", Verdict.REFUTED));
    ScriptedModel model = new ScriptedModel("m", (p, n) -> ScriptedModel.verdict("SUPPORTED"));
    FewShot shot = new FewShot(model, pool, 2, Aligner.DEFAULT_SIMILARITY);
    shot.ask(QUESTION, ScriptedModel.sampling(0));
    // Never of the article's own story, however similar.
    assertThat(shot.chosen(QUESTION)).extracting(Example::story).containsExactly("a", "b");
    assertThat(model.seen.get(0).system())
        .startsWith(QUESTION.system())
        .contains("Example: the claim is \"The bridge shut on");
    assertThat(shot.chosen(LIST)).isEmpty();
  }

  @Test
  void examples_of_test_stories_are_refused() {
    Stories stories = new Stories("1", Map.of("river", "test"), Map.of("river", "x"));
    assertThatThrownBy(() -> Example.all(stories, List.of(ScriptedModel.ARTICLE), GoldSet.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("few-shot examples: article bridge is of the test story 'river'");
    assertThatThrownBy(
            () ->
                TrainingData.lines(
                    stories, List.of(ScriptedModel.ARTICLE), GoldSet.empty(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of the test story 'river'");
  }

  @Test
  void every_dev_example_is_an_answer_that_the_schema_takes() {
    Path seeds = Path.of("seeds");
    Stories stories = Stories.read(Path.of("eval", "stories.yaml"));
    List<Article> some = stories.select("dev", ArticleReader.read(seeds));
    GoldSet gold = GoldFolder.read(Path.of("eval"), seeds, some);
    List<Example> examples = Example.all(stories, some, gold);
    assertThat(examples).hasSizeGreaterThan(300);
    for (Example example : examples) {
      Prompt prompt = example.task().equals("extract") ? LIST : QUESTION;
      Reply reply =
          new ScriptedModel("m", (p, n) -> example.answer()).ask(prompt, ScriptedModel.sampling(0));
      Object answer =
          example.task().equals("extract")
              ? AnswerReaders.claims().read(prompt, reply)
              : AnswerReaders.judgement().read(prompt, reply);
      assertThat(answer).as(example.answer()).isInstanceOf(Answer.Parsed.class);
    }
    List<String> lines =
        TrainingData.lines(
            stories,
            some,
            gold,
            Map.of(
                "verify",
                VERIFY,
                "extract",
                ScriptedModel.PROMPTS.template(Tasks.EXTRACT.prompt())));
    long undisputed = gold.verdicts().stream().filter(v -> !v.disputed()).count();
    assertThat(lines).hasSize((int) undisputed + gold.articles().size());
    assertThat(lines).allMatch(l -> l.startsWith("{\"messages\":[{\"role\":\"system\""));
  }

  @Test
  void a_gold_verdict_is_an_answer() {
    GoldVerdict verdict =
        new GoldVerdict(
            ScriptedModel.claim("It rained."),
            "bridge",
            Verdict.SUPPORTED,
            false,
            List.of("It rained"),
            "",
            false);
    assertThat(GoldAnswers.verdict(verdict))
        .isEqualTo("{\"evidence\":\"It rained\",\"verdict\":\"SUPPORTED\"}");
    assertThat(Optional.of(Adaptation.parse("x", "few-shot=3")))
        .contains(new Adaptation.Examples(3));
  }
}
