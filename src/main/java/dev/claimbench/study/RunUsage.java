package dev.claimbench.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.RunFolder;
import dev.claimbench.align.Alignment;
import dev.claimbench.cost.Machine;
import dev.claimbench.cost.UsageTotals;
import dev.claimbench.run.Energy;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.score.ArticleDetail;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.VerdictDetail;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run took, by task and story, from its journal.
 *
 * @param parts one a task and story
 * @param concurrency calls in flight on average while any was: the calls' own times over the time
 *     in which the machine was busy; 1 where no times are known
 * @param energy what the machine drew meanwhile, where it was measured
 */
public record RunUsage(List<UsageTotals> parts, double concurrency, Optional<Energy> energy) {
  public RunUsage {
    parts = List.copyOf(parts);
  }

  /** A call from when it was sent to when it ended, in seconds. */
  private record Span(double from, double to) {}

  /** The machine with the watts that it drew during the run, where they were measured. */
  public Machine on(Machine machine) {
    return energy.map(e -> machine.drawing(e.watts(), e.sources())).orElse(machine);
  }

  /** As if nothing had been measured. */
  public RunUsage withoutEnergy() {
    return new RunUsage(parts, concurrency, Optional.empty());
  }

  /** Reads a run folder's journal; {@code card} is that run's. */
  public static RunUsage from(RunFolder run, Scorecard card) {
    Map<String, String> storyOf = new HashMap<>();
    run.articles().forEach(a -> storyOf.put(a.id(), a.story()));
    List<JournalEntry> answered =
        run.entries().values().stream()
            .filter(e -> e.reply().isPresent())
            .sorted(
                Comparator.comparing(JournalEntry::item)
                    .thenComparing(JournalEntry::prompt)
                    .thenComparing(JournalEntry::repeat))
            .toList();
    double wall = answered.stream().mapToDouble(RunUsage::answering).sum();
    double busy = busy(answered.stream().flatMap(e -> span(e).stream()).toList());
    // Calls side by side share the machine: each is booked with its part of the busy time.
    double share = wall > 0 && busy > 0 && timed(run, answered) ? Math.min(1, busy / wall) : 1;
    Map<String, UsageTotals> parts = new java.util.TreeMap<>();
    Map<String, Set<String>> articles = new HashMap<>();
    Map<String, Double> correct = correct(card);
    for (JournalEntry entry : answered) {
      String article = article(entry);
      String story = storyOf.getOrDefault(article, "");
      String key = entry.task() + " " + story;
      articles.computeIfAbsent(key, k -> new HashSet<>()).add(article + " " + entry.repeat());
      UsageTotals more = work(entry, story, share, 0, 0);
      UsageTotals before = parts.get(key);
      double n = articles.get(key).size();
      double right = correct.getOrDefault(key, 0.0);
      parts.put(key, before == null ? with(more, n, right) : added(before, more, n, right));
    }
    for (JournalEntry entry : run.entries().values()) {
      if (entry.reply().isEmpty() && entry.lost().isPresent()) {
        // Never answered, and the machine worked for it all the same.
        String story = storyOf.getOrDefault(article(entry), "");
        parts.merge(
            entry.task() + " " + story,
            new UsageTotals(entry.task(), story, 0, 0, 0, 0, 0, lost(entry) * share, 0),
            (x, y) -> added(x, y, x.articles(), x.correct()));
      }
    }
    return new RunUsage(
        List.copyOf(parts.values()), share > 0 ? 1 / share : 1, Energy.find(run.folder()));
  }

  /** Whether every call reported its tokens. */
  public boolean counted() {
    return !parts.isEmpty() && parts.stream().allMatch(w -> w.uncounted() == 0);
  }

  private static Map<String, Double> correct(Scorecard card) {
    Map<String, Double> correct = new HashMap<>();
    for (ArticleDetail detail : card.articles()) {
      double found =
          detail.alignment().map(a -> (double) a.count(Alignment.MatchOutcome.FOUND)).orElse(0.0);
      correct.merge(Tasks.EXTRACT.name() + " " + detail.story(), found, Double::sum);
    }
    for (VerdictDetail detail : card.verdicts()) {
      correct.merge(
          Tasks.VERIFY.name() + " " + detail.claim().story(),
          detail.right() ? 1.0 : 0.0,
          Double::sum);
    }
    return correct;
  }

  private static UsageTotals work(
      JournalEntry entry, String story, double share, double articles, double right) {
    var reply = entry.reply().orElseThrow();
    boolean unknown = reply.promptTokens() < 0 || reply.answerTokens() < 0;
    double input = Math.max(0, reply.promptTokens());
    return new UsageTotals(
        entry.task(),
        story,
        articles,
        right,
        input,
        Math.min(input, cached(reply.raw())),
        Math.max(0, reply.answerTokens()),
        (answering(entry) + lost(entry)) * share,
        unknown ? 1 : 0);
  }

  private static UsageTotals with(UsageTotals w, double articles, double correct) {
    return new UsageTotals(
        w.task(),
        w.story(),
        articles,
        correct,
        w.input(),
        w.cached(),
        w.output(),
        w.seconds(),
        w.uncounted());
  }

  private static UsageTotals added(UsageTotals a, UsageTotals b, double articles, double correct) {
    return new UsageTotals(
        a.task(),
        a.story(),
        articles,
        correct,
        a.input() + b.input(),
        a.cached() + b.cached(),
        a.output() + b.output(),
        a.seconds() + b.seconds(),
        a.uncounted() + b.uncounted());
  }

  private static String article(JournalEntry entry) {
    return Tasks.named(entry.task()).article(entry.item());
  }

  private static double answering(JournalEntry entry) {
    return entry.reply().orElseThrow().total().toNanos() / 1e9;
  }

  /** Tries that failed took their time as well. */
  private static double lost(JournalEntry entry) {
    return entry.lost().map(d -> d.toNanos() / 1e9).orElse(0.0);
  }

  private static Optional<Span> span(JournalEntry entry) {
    // A reply of an earlier run took its time then.
    String at = entry.cached().map(JournalEntry.Origin::at).orElse(entry.at());
    try {
      Instant end = Instant.parse(at);
      Duration total = entry.reply().orElseThrow().total();
      double to = seconds(end);
      return Optional.of(new Span(to - total.toNanos() / 1e9, to));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Not in milliseconds, which a year of nine digits has too many of. */
  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  /** A replayed run has the times of another day: then its calls are taken one after the other. */
  private static boolean timed(RunFolder run, List<JournalEntry> answered) {
    double started;
    try {
      started = seconds(Instant.parse(run.manifest().started()));
    } catch (DateTimeParseException e) {
      return false;
    }
    return answered.stream()
        .filter(e -> e.cached().isEmpty())
        .allMatch(e -> span(e).map(s -> s.from() >= started - 1).orElse(false));
  }

  /** Seconds in which at least one call was under way. */
  private static double busy(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingDouble(Span::from));
    double busy = 0;
    double until = Double.NEGATIVE_INFINITY;
    for (Span span : sorted) {
      busy += Math.max(0, span.to() - Math.max(span.from(), until));
      until = Math.max(until, span.to());
    }
    return busy;
  }

  /** What a server says of its cache, in the words of OpenAI's API; of several replies the sum. */
  private static double cached(String raw) {
    if (!raw.contains("cached_tokens")) {
      return 0;
    }
    try {
      return Json.MAPPER.readTree(raw).findValues("cached_tokens").stream()
          .mapToDouble(n -> n.asDouble(0))
          .sum();
    } catch (JsonProcessingException e) {
      return 0;
    }
  }
}
