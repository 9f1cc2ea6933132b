package dev.claimbench.report;

import dev.claimbench.align.Aligner;
import dev.claimbench.compare.Scores;
import dev.claimbench.judge.JudgedFigures;
import dev.claimbench.judge.JudgedRun;
import dev.claimbench.run.Manifest;
import dev.claimbench.score.Figure;
import dev.claimbench.score.Score;
import dev.claimbench.score.Scorecard;
import dev.claimbench.stats.Interval;
import dev.claimbench.task.Tasks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run's scorecard with what it was made from.
 *
 * @param similarity the name of what paired claims
 * @param judged what an examined judge found; empty where none was asked
 */
public record RunReport(
    Manifest manifest, Scorecard scorecard, String similarity, Optional<JudgedRun> judged) {
  /** What one page shows: a browser takes longer with more. */
  public static final int MOST_ANSWERS = 5_000;

  /** In its articles. */
  private static final long MOST_CHARACTERS = 16_000_000;

  /** Of a scorecard made with the default similarity. */
  public RunReport(Manifest manifest, Scorecard scorecard) {
    this(manifest, scorecard, Aligner.DEFAULT_SIMILARITY.name());
  }

  /** Of a run that nobody judged. */
  public RunReport(Manifest manifest, Scorecard scorecard, String similarity) {
    this(manifest, scorecard, similarity, Optional.empty());
  }

  /** The scorecard's figures, and those that rest on a judge or would. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(scorecard.figures());
    if (scorecard.outcomes().containsKey(Tasks.EXTRACT.name())) {
      JudgedFigures.DESCRIPTIONS.forEach(
          (name, description) -> figures.add(judged(name, description)));
    }
    return figures;
  }

  private Figure judged(String name, String description) {
    Optional<JudgedRun.Line> line =
        judged.stream()
            .flatMap(run -> run.figures().stream())
            .filter(l -> l.name().equals(name))
            .findFirst();
    String by =
        judged
            .map(
                run ->
                    ", by "
                        + run.judge()
                        + (run.own() ? ", WHICH JUDGED ITS OWN ANSWERS" : "")
                        + "; corrected by its exam")
            .orElse("");
    return new Figure(
        name,
        description + by,
        line.map(RunReport::score)
            .orElse(
                new Score.Unscored(
                    judged.isPresent()
                        ? "judged by an earlier version; give score --judge again"
                        : "no judge was asked; give score --judge MODEL")),
        scorecard.extractDoubt(),
        List.of());
  }

  private static Score score(JudgedRun.Line line) {
    return line.value().isPresent() && line.n() > 0
        ? new Score.Scored(
            line.value().get(),
            Optional.of(new Interval(line.low(), line.high(), JudgedFigures.LEVEL)),
            line.n())
        : new Score.Unscored(line.unscored().orElse("no claim was judged"));
  }

  /**
   * What a comparison needs of it.
   *
   * @param name what to call it
   */
  public Scores scores(String name) {
    return Scores.from(name, scorecard, manifest, similarity);
  }

  public String model() {
    return manifest.model().spec();
  }

  /** Whether its answers and articles are more than one page of {@code report.html} shows. */
  public boolean isLarge() {
    return !fitsOnePage(MOST_ANSWERS);
  }

  /**
   * Whether one page shows it.
   *
   * @param most answers
   */
  public boolean fitsOnePage(int most) {
    if (scorecard.articles().size() + scorecard.verdicts().size() > most) {
      return false;
    }
    Set<String> counted = new HashSet<>();
    return Stream.concat(
                scorecard.articles().stream().map(a -> a.result().article()),
                scorecard.verdicts().stream().map(v -> v.result().article()))
            .filter(article -> counted.add(article.id()))
            .mapToLong(article -> article.text().length())
            .sum()
        <= MOST_CHARACTERS;
  }
}
