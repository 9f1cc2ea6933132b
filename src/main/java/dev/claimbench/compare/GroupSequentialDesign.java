package dev.claimbench.compare;

import dev.claimbench.stats.AlphaSpending;
import dev.claimbench.text.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A decision that begins with a part of the stories and continues until it is final or all are
 * asked. The order of the stories and the looks are fixed before anything is asked. Each look
 * decides as a gate does, at its own level ({@link AlphaSpending}): the sign-flip test, Holm's
 * method and the margin are those of any comparison, and their error rates over all looks are the
 * policy's.
 *
 * @param stories in the order asked
 * @param looks when it is decided, the last one with all stories
 */
public record GroupSequentialDesign(List<String> stories, List<Look> looks) {
  /** A sign-flip test over fewer has hardly a p that is small enough. */
  public static final int FEWEST = 6;

  /**
   * One look.
   *
   * @param stories how many have been asked
   * @param alpha the level at which it decides
   */
  public record Look(int stories, double alpha) {}

  public GroupSequentialDesign {
    stories = List.copyOf(stories);
    looks = List.copyOf(looks);
  }

  /**
   * With looks after a third, a half and all of the stories.
   *
   * @param alpha error rate over all looks
   * @param seed of the order of stories: the same stories and seed give the same order
   * @throws UserError where there are too few stories to begin with fewer
   */
  public static GroupSequentialDesign of(double alpha, Collection<String> stories, long seed) {
    List<String> order = new ArrayList<>(new TreeSet<>(stories));
    int all = order.size();
    if (all <= FEWEST) {
      throw new UserError(
          "--staged: begins with " + FEWEST + " stories, and there are " + all + "; leave it out");
    }
    Collections.shuffle(order, new Random(seed));
    Set<Integer> sizes =
        new TreeSet<>(
            List.of(Math.max(FEWEST, (all + 2) / 3), Math.max(FEWEST, (all + 1) / 2), all));
    List<Integer> looks = List.copyOf(new ArrayList<>(sizes));
    List<Double> levels = new AlphaSpending(alpha).levels(looks);
    List<Look> list = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      list.add(new Look(looks.get(i), levels.get(i)));
    }
    return new GroupSequentialDesign(order, list);
  }

  /** The stories that have been asked at a look. */
  public Set<String> asked(Look look) {
    return new TreeSet<>(stories.subList(0, look.stories()));
  }

  /** By which a look decides: what is too thin there waits for more stories. */
  public Policy policy(Policy policy, Look look) {
    return policy.at(look.alpha(), isLast(look) ? policy.unsure() : Policy.Unsure.STOP);
  }

  /**
   * Whether a look's decision stands. Before the last one, a rejection does only where a deciding
   * figure is worse: floors and the like have no error rate, and may hold once all are asked.
   */
  public boolean stands(Look look, Decision decision, List<Difference> differences) {
    return isLast(look)
        || decision instanceof Decision.Accept
        || (decision instanceof Decision.Reject
            && differences.stream()
                .anyMatch(d -> d.decides() && d.finding() == DifferenceVerdict.WORSE));
  }

  private boolean isLast(Look look) {
    return look.stories() == stories.size();
  }
}
