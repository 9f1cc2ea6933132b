package dev.claimbench.model.langchain4j;

import dev.claimbench.model.ExpectedTokens;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelWithRevision;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.ServerNumbers;
import dev.claimbench.model.SystemMessageCheck;
import dev.claimbench.model.http.Chat;
import dev.claimbench.model.http.Server;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A LangChain4j model that an application configured, asked as the application would ask it. The
 * plan's temperature and most tokens go with each request; time-outs and seeds are the bean's own.
 * Its retries should be switched off: a time-out that was repeated in silence looks like a slow
 * answer.
 */
public final class LangChainModel implements Model {
  private final ChatModel chat;
  private final ModelInfo info;
  private final ExpectedTokens expected = new ExpectedTokens(this::askAlone);

  /**
   * @param revision which weights it has, see {@link ModelWithRevision}; empty where nobody says
   */
  public LangChainModel(ChatModel chat, String revision) {
    this.chat = chat;
    String configured = chat.defaultRequestParameters().modelName();
    String name = configured == null ? chat.getClass().getSimpleName() : configured;
    info =
        new ModelInfo(
            "langchain4j/" + chat.provider().name().toLowerCase(Locale.ROOT) + "/" + name,
            "langchain4j",
            name,
            revision.isEmpty() ? "" : "revision:" + revision,
            "",
            0,
            Map.of());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return expected.add(prompt, sampling, askAlone(prompt, sampling));
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    boolean schema = chat.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    ChatRequest.Builder request =
        ChatRequest.builder()
            .messages(Chat.messages(prompt))
            .temperature(sampling.temperature())
            .maxOutputTokens(sampling.maxTokens());
    sampling.topP().ifPresent(request::topP);
    sampling.topK().ifPresent(request::topK);
    if (schema) {
      // Others answer as well as they can; the answer is validated all the same.
      request.responseFormat(Chat.format(prompt));
    }
    long start = System.nanoTime();
    try {
      return reply(chat.chat(request.build()), Duration.ofNanos(System.nanoTime() - start));
    } catch (ContentFilteredException e) {
      return refused(Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException e) {
      throw new ModelException(cause(e), info.spec() + ": " + message(e), e);
    }
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) throws ModelException {
    return SystemMessageCheck.byTokens(
        this, sampling, "give its server the model's own chat template", expected);
  }

  private Reply reply(ChatResponse response, Duration total) throws ModelException {
    if (response == null || response.aiMessage() == null) {
      throw new ModelException(
          ModelException.Cause.SERVER, info.spec() + ": it answered without a message");
    }
    String text = response.aiMessage().text();
    String thinking = response.aiMessage().thinking();
    FinishReason reason = response.finishReason();
    TokenUsage usage = response.tokenUsage();
    if (reason == FinishReason.OTHER && (text == null || text.isBlank())) {
      throw new ModelException(
          ModelException.Cause.SERVER,
          info.spec() + ": it ended the answer for another reason than stop or length");
    }
    return new Reply(
        text == null ? "" : text,
        thinking == null ? "" : thinking,
        reason == FinishReason.LENGTH
            ? Reply.Stop.LENGTH
            : reason == FinishReason.CONTENT_FILTER ? Reply.Stop.REFUSAL : Reply.Stop.END,
        count(usage == null ? null : usage.inputTokenCount()),
        count(usage == null ? null : usage.outputTokenCount()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        total,
        "");
  }

  private static Reply refused(Duration total) {
    return new Reply(
        "",
        "",
        Reply.Stop.REFUSAL,
        -1,
        -1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        total,
        "");
  }

  private static int count(@Nullable Integer tokens) {
    return tokens == null ? -1 : ServerNumbers.count(tokens);
  }

  private static ModelException.Cause cause(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof RateLimitException) {
        return ModelException.Cause.RATE_LIMIT;
      } else if (t instanceof TimeoutException
          || t instanceof java.util.concurrent.TimeoutException
          || t instanceof java.net.http.HttpTimeoutException) {
        return ModelException.Cause.TIMEOUT;
      } else if (t instanceof ModelNotFoundException) {
        return ModelException.Cause.NO_MODEL;
      } else if (t instanceof AuthenticationException || t instanceof InvalidRequestException) {
        return tooLongOr(t, ModelException.Cause.BAD_REQUEST);
      } else if (t instanceof InternalServerException) {
        // Ollama answers so.
        return tooLongOr(t, ModelException.Cause.SERVER);
      } else if (t instanceof UnresolvedModelServerException || t instanceof IOException) {
        return ModelException.Cause.CONNECTION;
      }
    }
    return ModelException.Cause.SERVER;
  }

  private static ModelException.Cause tooLongOr(Throwable thrown, ModelException.Cause other) {
    return Server.isTooLong(message(thrown)) ? ModelException.Cause.TOO_LONG : other;
  }

  private static String message(Throwable thrown) {
    String text = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return text.strip().replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    // It belongs to the caller.
  }
}
