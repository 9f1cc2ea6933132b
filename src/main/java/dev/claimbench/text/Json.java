package dev.claimbench.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;

/** The JSON mappers of this project; they are safe for use by many threads. */
public final class Json {
  /** As Jackson has it: what others wrote, and trees. */
  public static final JsonMapper PLAIN = JsonMapper.builder().build();

  /** For what a model answered: neither a field twice nor anything after the value. */
  public static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** For our own records and files: ISO durations, absent optionals left out. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  /** Where it begins to speak of its own settings. */
  private static final List<String> OF_THE_PARSER =
      List.of(
          " (start marker at [Source: ",
          ": enable `JsonReadFeature.",
          " (not recognized as one since Feature ");

  private Json() {}

  /** What is wrong with a text, in the parser's words and without what it says of itself. */
  public static String reason(JsonProcessingException e) {
    if (e instanceof JsonMappingException form && !(e.getCause() instanceof JsonParseException)) {
      return formReason(form);
    }
    String message = String.valueOf(e.getOriginalMessage());
    for (String own : OF_THE_PARSER) {
      int at = message.indexOf(own);
      message = at < 0 ? message : message.substring(0, at);
    }
    return message;
  }

  /** What is wrong with JSON that is some, but not what was expected; without our own types. */
  private static String formReason(JsonMappingException e) {
    StringBuilder where = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        where.append('[').append(step.getIndex()).append(']');
      } else {
        where.append(where.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    String why =
        e.getCause() instanceof IllegalArgumentException ours && ours.getMessage() != null
            ? ours.getMessage()
            : e instanceof UnrecognizedPropertyException
                ? "an unknown field"
                : "missing, or of another kind than expected";
    return (where.length() == 0 ? "" : where + ": ") + why;
  }

  /**
   * Indented, with a newline at the end; maps keep their order, so the same value gives the same
   * bytes.
   */
  public static String pretty(Object value) {
    StringWriter out = new StringWriter();
    try {
      pretty(value, out);
    } catch (IOException e) {
      throw new AssertionError("our own records are always JSON", e);
    }
    return out.toString();
  }

  /** The same bytes as {@link #pretty(Object)}, written piece by piece. */
  public static void pretty(Object value, Writer out) throws IOException {
    MAPPER
        .writerWithDefaultPrettyPrinter()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .writeValue(out, value);
    out.write('\n');
  }
}
