package dev.claimbench.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.LabelField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the probabilities of the labels off a stream's log-probabilities: of each token that could
 * have stood where the label begins, the label that it begins. What the server left out of its list
 * counts as nought, and the rest is normalised over the labels.
 */
final class LabelProbabilities {
  /** As many as OpenAI, vLLM and Ollama give at most. */
  static final int ALTERNATIVES = 20;

  private static final double MOST = 0.01;

  private final LabelField field;

  /** Where an event keeps its list, as a JSON pointer. */
  private final String place;

  private final List<JsonNode> tokens = new ArrayList<>();

  LabelProbabilities(LabelField field, String place) {
    this.field = field;
    this.place = place;
  }

  /** Takes an event as it came. */
  void see(JsonNode event) {
    event.at(place).forEach(tokens::add);
  }

  /** Empty where the server tells none, or the answer has no label. */
  Optional<Map<String, Double>> labels() {
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(token.path("token").asText()));
    int start = -1;
    // The last one: what came before it may be a thought.
    Matcher begun =
        Pattern.compile("\"" + Pattern.quote(field.name()) + "\"\\s*:\\s*\"").matcher(text);
    while (begun.find()) {
      start = begun.end();
    }
    int from = 0;
    for (JsonNode token : tokens) {
      int end = from + token.path("token").asText().length();
      if (start >= from && start < end) {
        return probabilities(token, text.substring(from, start));
      }
      from = end;
    }
    return Optional.empty();
  }

  /**
   * @param before what of the token stands before the label, such as a quotation mark
   */
  private Optional<Map<String, Double>> probabilities(JsonNode token, String before) {
    Map<String, Double> choices = new LinkedHashMap<>();
    choices.put(token.path("token").asText(), logProbability(token));
    token
        .path("top_logprobs")
        .forEach(t -> choices.put(t.path("token").asText(), logProbability(t)));
    if (choices.containsValue(Double.NaN)) {
      return Optional.empty();
    }
    Map<String, Double> labels = new LinkedHashMap<>();
    field.labels().forEach(label -> labels.put(label, 0.0));
    double sum = 0;
    for (Map.Entry<String, Double> choice : choices.entrySet()) {
      String begins =
          choice.getKey().startsWith(before) ? choice.getKey().substring(before.length()) : "";
      List<String> meant =
          begins.isEmpty()
              ? List.of()
              : field.labels().stream()
                  .filter(label -> label.startsWith(begins) || begins.startsWith(label))
                  .toList();
      if (meant.size() > 1) {
        // Labels that begin alike are told apart by a later token only.
        return Optional.empty();
      }
      double p = Math.exp(choice.getValue());
      sum += meant.isEmpty() ? 0 : p;
      meant.forEach(label -> labels.merge(label, p, Double::sum));
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      return Optional.empty();
    }
    double all = sum;
    labels.replaceAll((label, p) -> p / all);
    return Optional.of(labels);
  }

  /** NaN for what can be none: no number, or more than a certainty, roundings aside. */
  private static double logProbability(JsonNode token) {
    JsonNode reported = token.path("logprob");
    return reported.isNumber() && reported.asDouble() <= MOST ? reported.asDouble() : Double.NaN;
  }
}
