package dev.claimbench.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readers of the shipped tasks' answers; other fields of a user's own schema are let be. */
public final class AnswerReaders {

  private AnswerReaders() {}

  /** {@code {"claims": [{"quote", "claim", "speaker", …}]}}; only quote and claim are needed. */
  public static AnswerReader<List<Claim>> claims() {
    return new AnswerReader<>(
        tree -> {
          List<Claim> claims = new ArrayList<>();
          for (JsonNode node : tree.path("claims")) {
            claims.add(claim(Text.format("p%02d", claims.size() + 1), node));
          }
          return claims;
        });
  }

  /** {@code {"evidence": "…", "verdict": "SUPPORTED"}}. */
  public static AnswerReader<Judgement> judgement() {
    return new AnswerReader<>(
        (tree, reply) ->
            new Judgement(
                Verdict.valueOf(tree.path("verdict").asText()),
                text(tree, "evidence"),
                reply.labels().flatMap(AnswerReaders::probabilities)));
  }

  /** Empty where labels are not verdicts: a user's own schema may say more. */
  private static Optional<Map<Verdict, Double>> probabilities(Map<String, Double> labels) {
    Map<Verdict, Double> map = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      if (labels.containsKey(verdict.name())) {
        map.put(verdict, labels.get(verdict.name()));
      }
    }
    return map.size() == labels.size() ? Optional.of(map) : Optional.empty();
  }

  private static Claim claim(String id, JsonNode node) {
    return new Claim(
        id,
        node.path("claim").asText(),
        text(node, "quote").map(List::of).orElse(List.of()),
        text(node, "speaker"),
        choice(node, "kind", Kind.class, Kind.EVENT),
        quantity(node),
        text(node, "date"),
        choice(node, "hedge", Hedge.class, Hedge.NONE));
  }

  private static Optional<Quantity> quantity(JsonNode node) {
    JsonNode value = node.path("value");
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      return Optional.empty();
    }
    String bound = node.path("bound").asText("none");
    return Optional.of(
        Quantity.of(
            value.asDouble(),
            node.path("unit").asText(""),
            // A number without a bound is meant as it stands.
            bound.equals("none") ? Bound.EXACTLY : Json.PLAIN.convertValue(bound, Bound.class)));
  }

  private static Optional<String> text(JsonNode node, String field) {
    String value = node.path(field).isTextual() ? node.path(field).asText().strip() : "";
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static <E extends Enum<E>> E choice(JsonNode node, String field, Class<E> type, E none) {
    return node.hasNonNull(field) ? Json.PLAIN.convertValue(node.get(field), type) : none;
  }
}
