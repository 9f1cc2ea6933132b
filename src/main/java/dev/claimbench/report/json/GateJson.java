package dev.claimbench.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.report.GateReport;
import dev.claimbench.text.Json;

/** A gate's decision as JSON for programs. */
public final class GateJson {
  public static final int VERSION = 1;

  private GateJson() {}

  public static String toJson(GateReport report) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("version", VERSION).put("decision", report.decision().word());
    root.put("policy", report.policy());
    root.set("rules", Json.MAPPER.valueToTree(report.decision().rules()));
    report
        .comparisons()
        .forEach(
            (name, comparison) ->
                (name.isEmpty() ? root : root.withObject("/comparisons"))
                    .set(name.isEmpty() ? "comparison" : name, ComparisonJson.node(comparison)));
    return Json.pretty(root);
  }
}
