package dev.claimbench.cli.options;

import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Policy;
import dev.claimbench.rows.RowComparer;
import dev.claimbench.rows.RowSet;
import dev.claimbench.rows.RowsReader;
import dev.claimbench.text.UserError;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Results of other harnesses in place of runs. */
public final class RowsOptions {
  /** The error rate of a comparison without a policy. */
  public static final double ALPHA = 0.05;

  @Option(
      names = "--rows",
      paramLabel = "[NAME=]FILE",
      description =
          "In place of runs: results of another harness (Inspect, promptfoo, lm-eval, or a table of"
              + " item, group, model, metric, value); repeatable. NAME is what its model is called")
  private List<String> files = List.of();

  @Option(
      names = "--candidate",
      paramLabel = "MODEL",
      description = "With --rows: the model to judge. Default: the second of two")
  private Optional<String> candidate = Optional.empty();

  @Option(
      names = "--margin",
      paramLabel = "METRIC=M",
      description =
          "With --rows: a metric that decides, and how much worse is still acceptable; at most"
              + " three. Default: the first metric, 0.05")
  private Map<String, Double> margins = new LinkedHashMap<>();

  @Option(
      names = "--less",
      paramLabel = "METRIC",
      description = "With --rows: less of this metric is better (latency, cost)")
  private List<String> less = List.of();

  @Option(
      names = "--group",
      paramLabel = "FIELD",
      defaultValue = "",
      description =
          "With --rows: the column or metadata field that items share which are not independent."
              + " Default: group or story")
  private String group;

  @Option(
      names = "--common",
      description = "With --rows: compare the items that both models have a value for")
  private boolean common;

  public boolean given() {
    return !files.isEmpty();
  }

  /**
   * The comparison.
   *
   * @param baseline the model in use; empty for the first of two
   */
  public Comparison compare(Optional<String> baseline, long seed) {
    RowSet rows = RowsReader.read(files, group);
    List<String> models = rows.models();
    String before = baseline.orElseGet(() -> other(models, candidate));
    String now = candidate.orElseGet(() -> other(models, Optional.of(before)));
    return new RowComparer(deciding(rows), new LinkedHashSet<>(less), common, ALPHA, seed)
        .compare(rows, before, now);
  }

  /** What decides, for the gate. */
  public Policy policy(Comparison comparison) {
    Map<String, Double> primary = new LinkedHashMap<>();
    comparison.differences().stream()
        .filter(d -> d.decides())
        .forEach(d -> primary.put(d.metric(), d.margin()));
    return Policy.of(ALPHA, primary);
  }

  private Map<String, Double> deciding(RowSet rows) {
    margins.forEach(
        (metric, margin) -> {
          if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
            throw new UserError(
                "--margin " + metric + ": expected a number above 0, got " + margin);
          }
        });
    return margins.isEmpty() && !rows.metrics().isEmpty()
        ? Map.of(rows.metrics().get(0), 0.05)
        : margins;
  }

  private static String other(List<String> models, Optional<String> named) {
    List<String> left = models.stream().filter(m -> !named.equals(Optional.of(m))).toList();
    if (models.size() != 2 || left.isEmpty()) {
      throw new UserError(
          "--rows: expected two models, got "
              + models
              + "; name them with --baseline MODEL and --candidate MODEL, or the models of files"
              + " with --rows NAME=FILE");
    }
    return left.get(0);
  }
}
