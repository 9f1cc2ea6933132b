import dev.claimbench.compare.Difference;
import dev.claimbench.compare.DifferenceVerdict;
import dev.claimbench.compare.Differences;
import dev.claimbench.compare.PairedMeasure;
import dev.claimbench.score.ResamplingUnit;
import dev.claimbench.stats.Clusters;
import dev.claimbench.stats.Range;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Our gate's decision on simulated swaps, with the documented draws: a line in, a word out. A line
 * is {@code margin right,right,n;right,right,n;… …}: after the margin, figure by figure, of each
 * story what the baseline and the candidate have right, and out of how many.
 */
public final class GateDecisions {
  public static void main(String[] args) throws Exception {
    Differences statistics = Differences.standard(0.05, 42);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split(" ");
      List<PairedMeasure> figures = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        figures.add(figure("figure " + i, Double.parseDouble(parts[0]), parts[i]));
      }
      System.out.println(word(statistics.of(figures)));
    }
  }

  private static PairedMeasure figure(String name, double margin, String stories) {
    List<double[]> baseline = new ArrayList<>();
    List<double[]> candidate = new ArrayList<>();
    for (String story : stories.split(";")) {
      String[] counts = story.split(",");
      double n = Double.parseDouble(counts[2]);
      baseline.add(new double[] {Double.parseDouble(counts[0]), n});
      candidate.add(new double[] {Double.parseDouble(counts[1]), n});
    }
    return new PairedMeasure(
        name,
        margin,
        Clusters.of(baseline),
        Clusters.of(candidate),
        sums -> sums[0] / sums[1],
        Range.UNIT,
        ResamplingUnit.STORIES);
  }

  /** As the rules of deciding figures read them. */
  private static String word(List<Difference> differences) {
    if (differences.stream().anyMatch(d -> d.finding() == DifferenceVerdict.WORSE)) {
      return "reject";
    }
    return differences.stream().allMatch(d -> d.finding().acceptable()) ? "accept" : "cannot-tell";
  }
}
