package dev.claimbench.run;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptTemplate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Plans, calls and entries as literals. */
final class Given {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);
  static final PromptTemplate EXTRACT =
      new PromptTemplate("extract", 1, "Take.", "{{article}}", "{\"type\":\"object\"}", 100);

  private Given() {}

  static List<Article> articles(int n) {
    return IntStream.range(0, n)
        .mapToObj(
            i -> new Article("a" + i, "story", "", "", Optional.empty(), "Text of article " + i))
        .toList();
  }

  static RunPlan plan(int articles) {
    return new RunPlan(
        articles(articles),
        GoldSet.empty(),
        List.of(),
        Map.of("extract", EXTRACT),
        Sampling.greedy(1, Duration.ofSeconds(5)),
        "seeds",
        Optional.empty());
  }

  static List<Call> calls(int n) {
    List<Call> calls = new ArrayList<>();
    plan(n).calls(StandInModel.INFO).forEach(calls::add);
    return calls;
  }

  static JournalEntry entry(Call call, String text) {
    return new JournalEntry(
        call.key(),
        call.prompt().task(),
        call.prompt().item(),
        Call.promptHash(call.prompt()),
        1,
        "2026-03-02T10:00:00Z",
        Optional.of(StandInModel.says(text)),
        Optional.empty());
  }

  /** A listener that remembers nothing. */
  static RunListener nobody() {
    return new Heard();
  }
}
