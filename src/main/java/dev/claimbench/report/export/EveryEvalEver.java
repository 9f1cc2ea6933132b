package dev.claimbench.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelRuntime;
import dev.claimbench.model.Runtimes;
import dev.claimbench.model.Sampling;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Better;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Metric;
import dev.claimbench.score.Metrics;
import dev.claimbench.score.Score;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.stats.Range;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Json;
import dev.claimbench.text.VisibleText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A run's figures as a record of <a href="https://github.com/evaleval/every_eval_ever">Every Eval
 * Ever</a>, schema 0.3.0, in which results of many harnesses are put side by side. What nobody told
 * us (who made the model, who evaluated it) is {@code unknown} or {@code other}: to be filled in by
 * whoever publishes it. Figures without a value are left out.
 */
public final class EveryEvalEver {
  /** Of the schema. */
  public static final String VERSION = "0.3.0";

  private EveryEvalEver() {}

  /** Indented JSON; the same for the same run. */
  public static String toJson(RunReport report) {
    Manifest manifest = report.manifest();
    ObjectNode root = Json.MAPPER.createObjectNode();
    String time = seconds(manifest.started());
    root.put("schema_version", VERSION);
    root.put("evaluation_id", "claimbench/" + report.model() + "/" + time);
    root.put("evaluation_timestamp", manifest.started());
    // When the run began, not the clock's time: the same run is the same record.
    root.put("retrieved_timestamp", time);
    root.putObject("source_metadata")
        .put("source_name", "Claimbench")
        .put("source_type", "evaluation_run")
        .put("source_organization_name", "unknown")
        .put("evaluator_relationship", "other");
    root.putObject("eval_library").put("name", "claimbench").put("version", manifest.tool());
    model(root.putObject("model_info"), manifest.model());
    ArrayNode results = root.putArray("evaluation_results");
    for (Figure figure : report.scorecard().figures()) {
      if (figure.score() instanceof Score.Scored scored) {
        result(results.addObject(), figure, scored, manifest);
      }
    }
    return VisibleText.escape(Json.pretty(root));
  }

  private static String seconds(String started) {
    try {
      return Long.toString(Instant.parse(started).getEpochSecond());
    } catch (DateTimeParseException e) {
      return started;
    }
  }

  private static void model(ObjectNode node, ModelInfo model) {
    boolean own = Runtimes.named(model.runtime()).filter(ModelRuntime::hasWeights).isPresent();
    node.put("name", model.name()).put("id", model.spec());
    ObjectNode engine = node.putObject("inference_engine").put("name", model.runtime());
    Optional.ofNullable(model.versions().get(model.runtime()))
        .ifPresent(version -> engine.put("version", version));
    ObjectNode more = node.putObject("additional_details");
    more.put("deployment_type", own ? "self_deployed" : "unknown");
    more.put("model_availability", own ? "open_weights" : "unknown");
    put(more, "digest", model.digest());
    put(more, "quantization", model.quantization());
    put(more, "context", model.context() > 0 ? Integer.toString(model.context()) : "");
  }

  private static void result(
      ObjectNode node, Figure figure, Score.Scored scored, Manifest manifest) {
    Metric metric = Metrics.named(figure.name()).orElseThrow();
    String task = metric.task().name();
    node.put("evaluation_result_id", figure.name());
    node.put("evaluation_name", "claimbench." + task);
    ObjectNode data = node.putObject("source_data");
    data.put("dataset_name", ("claimbench gold " + manifest.goldVersion()).strip());
    data.put("source_type", "other");
    data.putObject("additional_details")
        .put("gold_hash", manifest.goldHash())
        .put("articles", Integer.toString(manifest.articles().size()))
        .put("verdicts_asked", Integer.toString(manifest.verdicts().size()));
    ObjectNode config = node.putObject("metric_config");
    config.put("evaluation_description", figure.description());
    config.put("metric_id", "claimbench." + figure.name()).put("metric_name", figure.name());
    config.put("lower_is_better", metric.better() == Better.LESS);
    config.put("score_type", "continuous");
    end(config, "min_score", metric.range(), metric.range().low());
    end(config, "max_score", metric.range(), metric.range().high());
    if (metric.better() == Better.NEITHER) {
      config.putObject("additional_details").put("direction", "neither more nor less is better");
    }
    ObjectNode score = node.putObject("score_details").put("score", scored.value());
    ObjectNode doubt = score.putObject("uncertainty");
    scored
        .interval()
        .ifPresent(
            i ->
                doubt
                    .putObject("confidence_interval")
                    .put("lower", i.low())
                    .put("upper", i.high())
                    .put("confidence_level", i.level())
                    .put("method", method(figure)));
    doubt.put("num_samples", scored.n());
    generation(node.putObject("generation_config").putObject("generation_args"), manifest, task);
  }

  private static String method(Figure figure) {
    int units = figure.unit().units(figure.parts());
    return (units > Bootstrap.MOST_DRAWN ? "jackknife" : "bootstrap")
        + " over "
        + units
        + " "
        + figure.unit().name().toLowerCase(Locale.ROOT)
        + ", Student's t";
  }

  private static void end(ObjectNode node, String name, Range range, double end) {
    if (range.bounded()) {
      node.put(name, end);
    } else {
      node.put(name, end < 0 ? "-Infinity" : "Infinity");
    }
  }

  private static void generation(ObjectNode node, Manifest manifest, String task) {
    Sampling sampling = manifest.sampling();
    node.put("temperature", sampling.temperature());
    sampling.topP().ifPresent(p -> node.put("top_p", p));
    sampling.topK().ifPresent(k -> node.put("top_k", k));
    PromptTemplate prompt = manifest.prompts().get(task);
    if (prompt != null) {
      node.put("max_tokens", prompt.maxTokens());
    }
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }
}
