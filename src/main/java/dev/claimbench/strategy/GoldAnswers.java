package dev.claimbench.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.text.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a model that knew the gold would answer, in the shipped prompts' form. */
final class GoldAnswers {
  private static final int CLAIMS = 8;
  private static final int QUOTE = 240;

  private GoldAnswers() {}

  /** Claims that must be found first, then optional ones; as many as the form takes. */
  static String extract(GoldArticle gold) {
    List<Claim> claims =
        gold.claims().stream()
            .sorted(Comparator.comparing(GoldClaim::required).reversed())
            .map(GoldClaim::claim)
            .filter(GoldAnswers::fits)
            .limit(CLAIMS)
            .toList();
    return extract(claims);
  }

  /** Whether quote and text are as short as the form wants them. */
  static boolean fits(Claim claim) {
    return !claim.quotes().isEmpty()
        && claim.quotes().get(0).length() <= QUOTE
        && claim.text().length() <= QUOTE
        && claim.speaker().orElse("").length() <= 60
        && claim.quantity().map(Quantity::unit).orElse("").length() <= 24;
  }

  static String extract(List<Claim> claims) {
    ObjectNode answer = Json.PLAIN.createObjectNode();
    ArrayNode list = answer.putArray("claims");
    claims.forEach(claim -> put(list.addObject(), claim));
    return answer.toString();
  }

  private static void put(ObjectNode node, Claim claim) {
    node.put("quote", claim.quotes().get(0));
    node.put("claim", claim.text());
    node.put("speaker", claim.speaker().orElse(""));
    node.set("kind", Json.PLAIN.valueToTree(claim.kind()));
    Optional<Quantity> number = claim.quantity();
    // The form has one number; of a range it is the lower end, which "at least" bounds.
    number.ifPresentOrElse(
        q -> {
          if (q.low() == Math.rint(q.low()) && Math.abs(q.low()) < 1e15) {
            node.put("value", (long) q.low());
          } else {
            node.put("value", q.low());
          }
        },
        () -> node.putNull("value"));
    node.put("unit", number.map(Quantity::unit).orElse(""));
    node.set(
        "bound",
        Json.PLAIN.valueToTree(
            number
                .map(q -> (Object) (q.bound() == Bound.BETWEEN ? Bound.AT_LEAST : q.bound()))
                .orElse("none")));
    node.put("date", claim.date().orElse(""));
    node.set("hedge", Json.PLAIN.valueToTree(claim.hedge()));
  }

  static String verdict(GoldVerdict gold) {
    String evidence = gold.evidence().isEmpty() ? "" : gold.evidence().get(0);
    return Json.PLAIN
        .createObjectNode()
        .put("evidence", evidence.length() <= QUOTE ? evidence : evidence.substring(0, QUOTE))
        .put("verdict", gold.label().name())
        .toString();
  }
}
