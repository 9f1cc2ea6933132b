package dev.claimbench.study;

import java.util.List;
import java.util.Optional;

/**
 * A study as its file says it, decisions included, before anything is asked.
 *
 * @param where the file, for messages
 * @param questions options of {@code claimbench run} that say what is asked, the same for each arm
 * @param repeats how often each arm is asked everything
 * @param answering options that say how long to wait and how much context there is
 * @param baseline id of the arm that the others are compared with
 * @param measures figures of the report, the first is the headline
 * @param prices file of API prices
 * @param hardware file of machines
 */
public record Study(
    String where,
    String title,
    List<String> questions,
    int repeats,
    List<String> answering,
    List<Arm> arms,
    String baseline,
    List<String> measures,
    Optional<GainClaim> gain,
    Optional<CheaperClaim> cheaper,
    String prices,
    String hardware) {

  /**
   * "So much more accurate".
   *
   * @param relative 0.3 for 30% of the baseline's own figure
   * @param arms that it is claimed of
   */
  public record GainClaim(String measure, double relative, List<String> arms) {}

  /**
   * "Up to so much cheaper".
   *
   * @param share 0.9 for 90%
   */
  public record CheaperClaim(double share, List<Cell> cells) {}

  /**
   * One way to reckon the cost.
   *
   * @param machine of the hardware file
   * @param price {@code provider/model} of the price list
   */
  public record Cell(String arm, String machine, String price) {}

  public Study {
    arms = List.copyOf(arms);
    measures = List.copyOf(measures);
  }

  /** The arm of that id. */
  public Optional<Arm> arm(String id) {
    return arms.stream().filter(a -> a.id().equals(id)).findFirst();
  }
}
