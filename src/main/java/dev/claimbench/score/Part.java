package dev.claimbench.score;

import dev.claimbench.stats.Bootstrap;
import java.util.List;

/**
 * Part of what a figure is a function of: the sums of one article (extraction) or one family of
 * claims (verdicts); of more than {@value Bootstrap#MOST_DRAWN} stories, those of one story.
 *
 * @param group unique over all stories; the story itself where these are its sums
 */
public record Part(String story, String group, List<Double> sums) {
  public Part {
    sums = List.copyOf(sums);
  }

  /** Whether they are the sums of a whole story; no property of the part in files. */
  public boolean ofWholeStory() {
    return group.equals(story);
  }
}
