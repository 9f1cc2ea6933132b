package dev.claimbench.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.stats.Krippendorff;
import dev.claimbench.text.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far an annotator's verdicts agree with the others', as numbers and nothing else. They are
 * renewed only with every tenth pair that both have judged: renewed with each, they would tell how
 * the other one judged it.
 */
final class LiveAgreement {
  /** So many pairs between one figure and the next. */
  static final int STEP = 10;

  private final Annotator me;
  private final Map<String, ObjectNode> shown = new HashMap<>();

  LiveAgreement(Annotator me) {
    this.me = me;
  }

  /** One entry for each other annotator; with two or more others, one of all together. */
  ArrayNode with(Set<String> stories) {
    Map<String, String> mine = labels(me, stories);
    ArrayNode list = Json.PLAIN.createArrayNode();
    List<Map<String, String>> everybody = new ArrayList<>(List.of(mine));
    for (Annotator other : Annotator.all(me.gold())) {
      if (!other.name().equalsIgnoreCase(me.name())) {
        Map<String, String> theirs = labels(other, stories);
        everybody.add(theirs);
        list.add(pair(other.name(), mine, theirs));
      }
    }
    if (everybody.size() > 2) {
      list.add(all(mine, everybody));
    }
    return list;
  }

  private ObjectNode pair(String name, Map<String, String> mine, Map<String, String> theirs) {
    List<String> both = mine.keySet().stream().filter(theirs::containsKey).toList();
    return renewed(
        name,
        both.size(),
        node -> {
          AgreementRate rate =
              AgreementRate.compute(
                  both.stream().map(mine::get).toList(), both.stream().map(theirs::get).toList());
          node.put("what", "kappa").put("agreed", AgreementRate.text(rate.share()));
          node.put("value", AgreementRate.text(rate.kappa()));
        });
  }

  private ObjectNode all(Map<String, String> mine, List<Map<String, String>> everybody) {
    List<List<String>> units = new ArrayList<>();
    for (String id : mine.keySet()) {
      List<String> unit =
          everybody.stream().filter(l -> l.containsKey(id)).map(l -> l.get(id)).toList();
      if (unit.size() > 1) {
        units.add(unit);
      }
    }
    return renewed(
        "all " + everybody.size(),
        units.size(),
        node ->
            node.put("what", "alpha")
                .put("value", AgreementRate.text(Krippendorff.nominal(units))));
  }

  private ObjectNode renewed(
      String name, int pairs, java.util.function.Consumer<ObjectNode> figures) {
    int tens = pairs / STEP;
    ObjectNode last = shown.get(name);
    if (tens == 0) {
      last = Json.PLAIN.createObjectNode().put("with", name);
    } else if (last == null || last.path("of").asInt() / STEP != tens) {
      last = Json.PLAIN.createObjectNode().put("with", name).put("of", pairs);
      figures.accept(last);
      shown.put(name, last);
    }
    return last.deepCopy().put("pairs", pairs).put("step", STEP);
  }

  private static Map<String, String> labels(Annotator annotator, Set<String> stories) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String story : stories) {
      for (Map.Entry<String, JsonNode> e : annotator.votes(story).entrySet()) {
        labels.put(story + "/" + e.getKey(), e.getValue().path("label").asText());
      }
    }
    return labels;
  }
}
