package dev.claimbench.model.http;

import dev.claimbench.model.Prompt;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.util.List;

/** A prompt in LangChain4j's words. */
public final class Chat {
  private Chat() {}

  /** A prompt may do without instructions; an empty message of them is none. */
  public static List<ChatMessage> messages(Prompt prompt) {
    UserMessage user = UserMessage.from(prompt.user());
    return prompt.system().isBlank()
        ? List.of(user)
        : List.of(SystemMessage.from(prompt.system()), user);
  }

  static ChatRequest request(Prompt prompt) {
    return ChatRequest.builder().messages(messages(prompt)).responseFormat(format(prompt)).build();
  }

  public static ResponseFormat format(Prompt prompt) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name(prompt.task())
                .rootElement(JsonRawSchema.from(prompt.schema()))
                .build())
        .build();
  }
}
