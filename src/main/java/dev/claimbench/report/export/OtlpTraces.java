package dev.claimbench.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.Reply;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as one trace for OTLP over HTTP in JSON, with the names of <a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">OpenTelemetry's GenAI conventions</a>:
 * a span for the run with its figures, and below it one for each call with what it came to, each as
 * an event {@code gen_ai.evaluation.result}. No prompt and no answer is in it, but for the names of
 * articles and claims. The same run gives the same ids, so that sending it twice is no second run.
 */
public final class OtlpTraces {
  /** Spans of one request: some 1 MB. */
  static final int MOST_SPANS = 1_000;

  private static final int SERVER_ERROR = 2;
  private static final int INTERNAL = 1;
  private static final int CLIENT = 3;

  private final RunReport report;
  private final String run;
  private final String trace;
  private final Map<Question, List<ObjectNode>> evaluations = new HashMap<>();

  private OtlpTraces(String run, RunReport report) {
    this.run = run;
    this.report = report;
    Manifest manifest = report.manifest();
    this.trace = id(32, run, manifest.model().toString(), manifest.started(), manifest.goldHash());
    for (VerdictDetail detail : report.scorecard().verdicts()) {
      Answer<?> answer = detail.result().answer();
      // A failed call is no answer, so there is nothing to evaluate.
      if (!(answer instanceof Answer.Failed<?>)) {
        String explanation =
            "gold " + detail.gold().label() + detail.predicted().map(v -> ", got " + v).orElse("");
        List<ObjectNode> results = valid(Tasks.VERIFY.name(), answer);
        results.add(
            evaluation(
                Tasks.VERIFY.name() + ".right",
                detail.right() ? 1 : 0,
                detail.right() ? "right" : "wrong",
                explanation));
        evaluations.put(
            new Question(Tasks.VERIFY.name(), detail.gold().id(), detail.result().repeat()),
            results);
      }
    }
    for (ArticleDetail detail : report.scorecard().articles()) {
      Answer<?> answer = detail.result().answer();
      if (!(answer instanceof Answer.Failed<?>)) {
        evaluations.put(
            new Question(
                Tasks.EXTRACT.name(), detail.result().article().id(), detail.result().repeat()),
            valid(Tasks.EXTRACT.name(), answer));
      }
    }
  }

  /**
   * Bodies of requests, to be sent in this order; the run's own span is in the last.
   *
   * @param run the run folder's own name
   */
  public static List<String> requests(String run, RunReport report, List<PromptAndReply> calls) {
    return new OtlpTraces(run, report).requests(calls);
  }

  private List<String> requests(List<PromptAndReply> calls) {
    List<String> bodies = new ArrayList<>();
    Instant start = instant(report.manifest().started()).orElse(Instant.EPOCH);
    Instant end = start;
    String root = id(16, trace, "run");
    ObjectNode body = request();
    int spans = 0;
    for (PromptAndReply call : calls) {
      Optional<Instant> at = call.entry().flatMap(entry -> instant(entry.at()));
      if (at.isEmpty()) {
        continue;
      }
      if (spans == MOST_SPANS) {
        bodies.add(body.toString());
        body = request();
        spans = 0;
      }
      span(spans(body), call, call.entry().get(), at.get(), root);
      spans++;
      end = at.get().isAfter(end) ? at.get() : end;
    }
    ObjectNode whole = spans(body).addObject();
    times(whole, root, "claimbench run " + run, INTERNAL, start, end);
    ArrayNode events = whole.putArray("events");
    for (Figure figure : report.figures()) {
      if (figure.score() instanceof Score.Scored scored) {
        ObjectNode result =
            evaluation(
                figure.name(),
                scored.value(),
                "",
                scored
                    .interval()
                    .map(i -> Text.format("%.3f to %.3f", i.low(), i.high()))
                    .orElse(figure.description()));
        events.add(event(result, end));
      }
    }
    bodies.add(body.toString());
    return bodies;
  }

  private ObjectNode request() {
    Manifest manifest = report.manifest();
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode resource = body.putArray("resourceSpans").addObject();
    ArrayNode about = resource.putObject("resource").putArray("attributes");
    text(about, "service.name", "claimbench");
    text(about, "service.version", manifest.tool());
    text(about, "claimbench.run", run);
    text(about, "claimbench.model.digest", manifest.model().digest());
    text(about, "claimbench.gold.hash", manifest.goldHash());
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "claimbench").put("version", manifest.tool());
    scope.putArray("spans");
    return body;
  }

  private static ArrayNode spans(ObjectNode body) {
    return (ArrayNode) body.at("/resourceSpans/0/scopeSpans/0/spans");
  }

  private void span(
      ArrayNode spans, PromptAndReply call, JournalEntry entry, Instant end, String root) {
    Manifest manifest = report.manifest();
    ObjectNode span = spans.addObject();
    Optional<Reply> reply = entry.reply();
    Instant start = reply.map(r -> end.minus(r.total())).orElse(end);
    String id = id(16, trace, entry.key(), Integer.toString(entry.repeat()));
    times(span, id, "chat " + manifest.model().name(), CLIENT, start, end);
    span.put("parentSpanId", root);
    ArrayNode about = span.putArray("attributes");
    text(about, "gen_ai.operation.name", "chat");
    text(about, "gen_ai.provider.name", manifest.model().runtime());
    text(about, "gen_ai.request.model", manifest.model().name());
    number(about, "gen_ai.request.temperature", manifest.sampling().temperature());
    count(about, "gen_ai.request.seed", manifest.sampling().seed());
    text(about, "claimbench.task", call.task());
    text(about, "claimbench.item", call.item());
    count(about, "claimbench.repeat", call.question().repeat());
    // The folder that it comes from is nobody else's business.
    if (entry.cached().isPresent()) {
      about.addObject().put("key", "claimbench.cached").putObject("value").put("boolValue", true);
    }
    reply.ifPresent(
        r -> {
          ObjectNode reasons = about.addObject().put("key", "gen_ai.response.finish_reasons");
          reasons
              .putObject("value")
              .putObject("arrayValue")
              .putArray("values")
              .addObject()
              .put("stringValue", finish(r.stop()));
          tokens(about, "gen_ai.usage.input_tokens", r.promptTokens());
          tokens(about, "gen_ai.usage.output_tokens", r.answerTokens());
        });
    entry
        .failure()
        .ifPresent(
            failure -> {
              text(about, "error.type", failure.cause().name().toLowerCase(Locale.ROOT));
              span.putObject("status").put("code", SERVER_ERROR).put("message", failure.message());
            });
    ArrayNode events = span.putArray("events");
    evaluations
        .getOrDefault(call.question(), List.of())
        .forEach(result -> events.add(event(result, end)));
  }

  private static String finish(Reply.Stop stop) {
    return switch (stop) {
      case END -> "stop";
      case LENGTH -> "length";
      case REFUSAL -> "content_filter";
    };
  }

  private void times(
      ObjectNode span, String id, String name, int kind, Instant start, Instant end) {
    span.put("traceId", trace).put("spanId", id).put("name", name).put("kind", kind);
    span.put("startTimeUnixNano", nanos(start)).put("endTimeUnixNano", nanos(end));
  }

  private static List<ObjectNode> valid(String task, Answer<?> answer) {
    boolean valid = answer instanceof Answer.Parsed<?>;
    List<ObjectNode> results = new ArrayList<>();
    results.add(
        evaluation(task + ".valid", valid ? 1 : 0, answer.outcome().toLowerCase(Locale.ROOT), ""));
    return results;
  }

  private static ObjectNode evaluation(
      String name, double value, String label, String explanation) {
    ObjectNode event = Json.MAPPER.createObjectNode().put("name", "gen_ai.evaluation.result");
    ArrayNode about = event.putArray("attributes");
    text(about, "gen_ai.evaluation.name", name);
    number(about, "gen_ai.evaluation.score.value", value);
    text(about, "gen_ai.evaluation.score.label", label);
    text(about, "gen_ai.evaluation.explanation", explanation);
    return event;
  }

  private static ObjectNode event(ObjectNode evaluation, Instant at) {
    return evaluation.put("timeUnixNano", nanos(at));
  }

  /** OTLP's JSON has numbers of 64 bits as text. */
  private static String nanos(Instant time) {
    return Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano());
  }

  private static Optional<Instant> instant(String time) {
    try {
      return Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void text(ArrayNode attributes, String key, String value) {
    if (!value.isEmpty()) {
      attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }
  }

  private static void number(ArrayNode attributes, String key, double value) {
    attributes.addObject().put("key", key).putObject("value").put("doubleValue", value);
  }

  private static void count(ArrayNode attributes, String key, long value) {
    attributes.addObject().put("key", key).putObject("value").put("intValue", Long.toString(value));
  }

  /** What nobody counted is left out. */
  private static void tokens(ArrayNode attributes, String key, int value) {
    if (value >= 0) {
      count(attributes, key, value);
    }
  }

  private static String id(int digits, String... parts) {
    return Sha256.sha256(String.join("\0", parts)).substring(0, digits);
  }
}
