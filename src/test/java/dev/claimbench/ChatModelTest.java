package dev.claimbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.ModelException;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.langchain4j.LangChainModel;
import dev.claimbench.run.RunPlan;
import dev.claimbench.task.Tasks;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own LangChain4j model is a model like any other. */
class ChatModelTest {
  private static final Sampling SAMPLING = Sampling.greedy(50, Duration.ofSeconds(1));

  private static final String CLAIMS =
      """
      {"claims":[{"quote":"The ferry is free","claim":"The ferry is free.","speaker":"","kind":"event",\
      "value":null,"unit":"","bound":"none","date":"","hedge":"none"}]}\
      """;

  @TempDir Path dir;
  private final List<ChatRequest> requests = new ArrayList<>();

  private ChatModel bean(Set<Capability> capabilities, Function<ChatRequest, ChatResponse> says) {
    return new ChatModel() {
      @Override
      public ChatResponse doChat(ChatRequest request) {
        requests.add(request);
        return says.apply(request);
      }

      @Override
      public Set<Capability> supportedCapabilities() {
        return capabilities;
      }
    };
  }

  private static ChatResponse response(String text, FinishReason reason) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(text))
        .finishReason(reason)
        .tokenUsage(new TokenUsage(900, 5))
        .build();
  }

  private RunPlan plan() throws IOException {
    Files.createDirectories(dir.resolve("seeds"));
    Files.writeString(dir.resolve("seeds/ferry.txt"), "The ferry is free.");
    return Claimbench.plan(dir.resolve("seeds"), dir.resolve("none"));
  }

  private Prompt prompt() throws IOException {
    return Tasks.EXTRACT.prompt(plan().templates().get("extract"), plan().articles().get(0));
  }

  @Test
  void a_plan_is_asked_of_a_bean() throws IOException {
    RunFolder run =
        Claimbench.with(bean(Set.of(), r -> response(CLAIMS, FinishReason.STOP))).run(plan());
    assertThat(run.manifest().model().runtime()).isEqualTo("langchain4j");
    assertThat(run.results().extract()).hasSize(1);
    assertThat(run.results().extract().get(0).answer().outcome()).isEqualTo("Parsed");
    assertThat(run.results().usage().get(0).promptTokens()).isEqualTo(900);
  }

  @Test
  void the_schema_goes_along_where_the_bean_knows_schemas() throws Exception {
    new LangChainModel(bean(Set.of(), r -> response("{}", FinishReason.STOP)), "")
        .ask(prompt(), SAMPLING);
    new LangChainModel(
            bean(
                Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA),
                r -> response("{}", FinishReason.STOP)),
            "")
        .ask(prompt(), SAMPLING);
    assertThat(requests.get(0).responseFormat()).isNull();
    assertThat(requests.get(1).responseFormat().jsonSchema().name()).isEqualTo("extract");
    assertThat(requests.get(1).parameters().temperature()).isZero();
    assertThat(requests.get(1).parameters().maxOutputTokens()).isEqualTo(50);
  }

  @Test
  void what_was_cut_off_and_what_was_refused_says_so() throws Exception {
    Reply cut =
        new LangChainModel(bean(Set.of(), r -> response("{\"cl", FinishReason.LENGTH)), "")
            .ask(prompt(), SAMPLING);
    assertThat(cut.stop()).isEqualTo(Reply.Stop.LENGTH);
    Reply refused =
        new LangChainModel(bean(Set.of(), r -> response("no", FinishReason.CONTENT_FILTER)), "")
            .ask(prompt(), SAMPLING);
    assertThat(refused.stop()).isEqualTo(Reply.Stop.REFUSAL);
  }

  @Test
  void failures_are_calls_that_failed_and_say_whether_to_try_again() throws IOException {
    assertThat(failure(new RateLimitException("slow down")))
        .isEqualTo(ModelException.Cause.RATE_LIMIT);
    assertThat(failure(new TimeoutException("late"))).isEqualTo(ModelException.Cause.TIMEOUT);
    assertThat(failure(new java.io.UncheckedIOException(new IOException("gone"))))
        .isEqualTo(ModelException.Cause.CONNECTION);
    assertThat(failure(new IllegalStateException("odd"))).isEqualTo(ModelException.Cause.SERVER);
    assertThat(failure(new InternalServerException("the input length exceeds the context length")))
        .isEqualTo(ModelException.Cause.TOO_LONG);
  }

  @Test
  void an_impossible_count_is_unknown_and_an_end_without_words_is_no_answer() throws Exception {
    ChatResponse odd =
        ChatResponse.builder()
            .aiMessage(AiMessage.from("{}"))
            .tokenUsage(new TokenUsage(-10, Integer.MAX_VALUE))
            .build();
    Reply reply = new LangChainModel(bean(Set.of(), r -> odd), "").ask(prompt(), SAMPLING);
    assertThat(reply.promptTokens()).isEqualTo(-1);
    assertThat(reply.answerTokens()).isEqualTo(-1);
    Prompt prompt = prompt();
    LangChainModel ended =
        new LangChainModel(bean(Set.of(), r -> response("", FinishReason.OTHER)), "");
    assertThatThrownBy(() -> ended.ask(prompt, SAMPLING))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelException.Cause.SERVER));
  }

  private ModelException.Cause failure(RuntimeException thrown) throws IOException {
    LangChainModel bean =
        new LangChainModel(
            bean(
                Set.of(),
                r -> {
                  throw thrown;
                }),
            "");
    Prompt prompt = prompt();
    ModelException[] caught = new ModelException[1];
    assertThatThrownBy(() -> bean.ask(prompt, SAMPLING))
        .isInstanceOfSatisfying(ModelException.class, e -> caught[0] = e);
    return caught[0].reason();
  }
}
