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
import java.util.List;
import java.util.Optional;

/**
 * A run's scorecard with what it was made from.
 *
 * @param similarity the name of what paired claims
 * @param judged what an examined judge found; empty where none was asked
 */
public record RunReport(
    Manifest manifest, Scorecard scorecard, String similarity, Optional<JudgedRun> judged) {
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
}
