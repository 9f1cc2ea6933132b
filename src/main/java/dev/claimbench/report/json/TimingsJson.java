package dev.claimbench.report.json;

import dev.claimbench.report.RunReport;
import dev.claimbench.text.Json;

/** {@code timings.json}: what a clock has seen, apart from the scores. */
public final class TimingsJson {
  public static final String FILE = "timings.json";

  private TimingsJson() {}

  public static String toJson(RunReport report) {
    var root = Json.MAPPER.createObjectNode();
    root.put("version", 1);
    root.put("model", report.model());
    root.set("tasks", Json.MAPPER.valueToTree(report.scorecard().usage()));
    return Json.pretty(root);
  }
}
