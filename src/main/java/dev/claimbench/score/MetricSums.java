package dev.claimbench.score;

import dev.claimbench.score.PartTable.KeyPool;
import dev.claimbench.stats.Bootstrap;
import dev.claimbench.task.Tasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What items bring to one metric, added up by story and, within it, by article or family. */
public final class MetricSums {

  /** Cannot be changed, and is no copy where that takes memory for nothing. */
  public static List<Part> compact(List<Part> parts) {
    if (parts instanceof PartTable || parts.size() <= Bootstrap.MOST_DRAWN) {
      return parts instanceof PartTable ? parts : List.copyOf(parts);
    }
    PartTable.Rows rows = new PartTable.Rows();
    parts.forEach(
        part -> rows.add(part.sums().stream().mapToDouble(Double::doubleValue).toArray()));
    return new PartTable(
        new PartTable.Keys(
            parts.stream().map(Part::story).toArray(String[]::new),
            parts.stream().map(Part::group).toArray(String[]::new)),
        rows);
  }

  /** Of a row; those of a large run's metrics are kept once. */
  record Key(String story, String group) {
    Key whole() {
      return new Key(story, story);
    }
  }

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::story).thenComparing(Key::group);

  /** Verdicts that are counted together, and then let go. */
  private static final int TOGETHER = 512;

  private final Map<Key, double[]> sums = new HashMap<>();

  /** Keys of the rows, some stories at a time: the figures of a run share most of these lists. */
  private final List<List<Key>> settled = new ArrayList<>();

  /** The same of parts that were added; nothing is settled after them. */
  private final List<Key> added = new ArrayList<>();

  private final PartTable.Rows rows = new PartTable.Rows();
  private final boolean whole;
  private int width = -1;

  /** Keeps sums of articles or families apart. */
  public MetricSums() {
    this(false);
  }

  /**
   * @param whole adds up whole stories
   */
  MetricSums(boolean whole) {
    this.whole = whole;
  }

  /**
   * What each metric counts, in their order. Of verdicts that are packed, some stories at a time.
   *
   * @param failed calls that brought no answer
   */
  static List<MetricSums> count(List<Metric> metrics, Details details, long failed) {
    return count(metrics, details, failed, details.stories() > Bootstrap.MOST_DRAWN);
  }

  /**
   * The same of some stories of a run.
   *
   * @param whole whether the run has so many that whole stories are added up
   */
  static List<MetricSums> count(List<Metric> metrics, Details details, long failed, boolean whole) {
    List<MetricSums> all = metrics.stream().map(m -> new MetricSums(whole)).toList();
    boolean isPacked = details.verdicts() instanceof PackedVerdicts;
    int[] counting =
        IntStream.range(0, metrics.size())
            .filter(i -> !metrics.get(i).needsCompleteRun() || failed == 0)
            .toArray();
    // Side by side: each looks at the same items.
    IntStream.of(counting)
        .parallel()
        .filter(i -> !(isPacked && isOfVerdicts(metrics.get(i))))
        .forEach(i -> metrics.get(i).count(details, all.get(i)));
    if (!isPacked) {
      return all;
    }
    List<VerdictDetail> some = new ArrayList<>();
    for (VerdictDetail verdict : details.verdicts()) {
      if (some.size() >= TOGETHER && !isOfSameStory(some.get(some.size() - 1), verdict)) {
        count(metrics, counting, some, all);
        some.clear();
      }
      some.add(verdict);
    }
    count(metrics, counting, some, all);
    return all;
  }

  /** Whether it may be given the verdicts of some stories and nothing else. */
  private static boolean isOfVerdicts(Metric metric) {
    return metric.task() == Tasks.VERIFY && metric.storyByStory();
  }

  private static boolean isOfSameStory(VerdictDetail a, VerdictDetail b) {
    return a.claim().story().equals(b.claim().story());
  }

  private static void count(
      List<Metric> metrics, int[] counting, List<VerdictDetail> verdicts, List<MetricSums> all) {
    Details details = new Details(List.of(), verdicts, List.of());
    Map<Key, Key> known = new ConcurrentHashMap<>();
    Map<List<Key>, List<Key>> lists = new ConcurrentHashMap<>();
    IntStream.of(counting)
        .parallel()
        .filter(i -> isOfVerdicts(metrics.get(i)))
        .forEach(
            i -> {
              metrics.get(i).count(details, all.get(i));
              all.get(i).settle(known, lists);
            });
  }

  /**
   * Adds a row.
   *
   * @param group the article's id, or the family's
   * @param row always of the same length
   */
  public void add(String story, String group, double... row) {
    if (width >= 0 && row.length != width) {
      throw new IllegalArgumentException("expected " + width + " numbers, got " + row.length);
    }
    width = row.length;
    add(sums, new Key(story, story + "/" + group), row);
  }

  private static void add(Map<Key, double[]> sums, Key key, double[] row) {
    double[] sum = sums.computeIfAbsent(key, k -> new double[row.length]);
    for (int i = 0; i < row.length; i++) {
      sum[i] += row[i];
    }
  }

  /**
   * Keeps what there is as plain numbers: nothing more comes of these stories.
   *
   * @param known keys of other metrics, so that equal ones are kept once
   * @param lists the same of all keys of these stories
   */
  private void settle(Map<Key, Key> known, Map<List<Key>, List<Key>> lists) {
    Map<Key, double[]> sorted = new TreeMap<>(ORDER);
    sums.forEach((key, row) -> add(sorted, whole ? key.whole() : key, row));
    List<Key> keys =
        sorted.keySet().stream().map(key -> known.computeIfAbsent(key, k -> k)).toList();
    settled.add(lists.computeIfAbsent(keys, k -> k));
    sorted.values().forEach(rows::add);
    sums.clear();
  }

  /** Adds parts of other stories than those that are here, which have been added up elsewhere. */
  void add(List<Part> parts, Map<Key, Key> known) {
    for (Part part : parts) {
      double[] row = part.sums().stream().mapToDouble(Double::doubleValue).toArray();
      width = row.length;
      added.add(known.computeIfAbsent(new Key(part.story(), part.group()), k -> k));
      rows.add(row);
    }
  }

  /** Sorted by story and group, so that the order of items changes nothing. */
  public List<Part> parts() {
    return parts(1, new KeyPool());
  }

  /**
   * The same on average over the repeats, so that a run asked once and one asked three times weigh
   * the same.
   *
   * @param keys of the run's other figures
   */
  List<Part> parts(int repeats, KeyPool keys) {
    List<Key> kept = Stream.concat(settled.stream().flatMap(List::stream), added.stream()).toList();
    if (repeats == 1 && isInOrder(kept)) {
      // As they are: a copy of each figure's rows is as much again.
      return table(kept, rows, keys);
    }
    Map<Key, double[]> sorted = new TreeMap<>(ORDER);
    if (kept.isEmpty()) {
      // In the order of groups, since sums of fractions hang on it.
      Map<Key, double[]> groups = new TreeMap<>(ORDER);
      groups.putAll(sums);
      groups.forEach((key, row) -> add(sorted, whole ? key.whole() : key, row));
    } else {
      for (int i = 0; i < kept.size(); i++) {
        add(sorted, kept.get(i), rows.get(i));
      }
    }
    PartTable.Rows table = new PartTable.Rows();
    sorted
        .values()
        .forEach(
            row -> {
              for (int i = 0; i < width; i++) {
                row[i] /= repeats;
              }
              table.add(row);
            });
    return table(sorted.keySet(), table, keys);
  }

  /** Whether what was kept is all there is, each key once and in its place. */
  private static boolean isInOrder(List<Key> kept) {
    for (int i = 1; i < kept.size(); i++) {
      if (ORDER.compare(kept.get(i - 1), kept.get(i)) >= 0) {
        return false;
      }
    }
    return !kept.isEmpty();
  }

  private static PartTable table(Collection<Key> sorted, PartTable.Rows rows, KeyPool keys) {
    return new PartTable(
        keys.get(
            new PartTable.Keys(
                sorted.stream().map(Key::story).toArray(String[]::new),
                sorted.stream().map(Key::group).toArray(String[]::new))),
        rows);
  }
}
