package dev.claimbench.run;

import dev.claimbench.text.CompactTextMap;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts the parts of one run together.
 *
 * @param answers how many replies the merged run has
 * @param twice how many of them more than one part had; the first part's is kept
 * @param damage lines of journals that could not be used, one a line
 */
public record Shards(int answers, int twice, List<String> damage) {
  private static final String REPLIED = "replied";

  /**
   * Merges run folders that {@code run --shard} made.
   *
   * @param parts in any order
   * @param out a folder without a run
   * @throws UserError where the parts are not of one plan, one is missing, or {@code out} holds a
   *     run
   */
  public static Shards merge(List<Path> parts, Path out)
      throws JournalException, InterruptedException {
    if (Manifest.find(out).isPresent()) {
      throw new UserError(out + ": holds a run already; use another --out");
    }
    Map<Integer, Path> byIndex = new TreeMap<>();
    int of = 0;
    Manifest first = Manifest.read(parts.get(0));
    for (Path folder : parts) {
      Shard shard =
          Shard.in(folder)
              .orElseThrow(
                  () -> new UserError(folder + ": not a shard; expected what `run --shard` wrote"));
      List<String> differ = first.differences(Manifest.read(folder));
      if (!differ.isEmpty() || (of > 0 && shard.of() != of)) {
        throw new UserError(
            folder
                + ": not of the same run as "
                + parts.get(0)
                + ", different: "
                + (differ.isEmpty()
                    ? "number of shards (" + of + " → " + shard.of() + ")"
                    : String.join("; ", differ)));
      }
      of = shard.of();
      Path other = byIndex.putIfAbsent(shard.index(), folder);
      if (other != null
          && other.toAbsolutePath().normalize().equals(folder.toAbsolutePath().normalize())) {
        throw new UserError(folder + ": given twice");
      }
      if (other != null) {
        byIndex.put(of + byIndex.size(), folder); // asked twice: its answers are counted
      }
    }
    requireAll(byIndex, of);
    Shards merged = journals(List.copyOf(byIndex.values()), first, out);
    List<Path> inside =
        byIndex.values().stream()
            .map(p -> p.resolve(RunPlan.WITHOUT_ARTICLE))
            .filter(p -> Manifest.find(p).isPresent())
            .toList();
    if (inside.isEmpty()) {
      return merged;
    }
    Shards more =
        journals(inside, Manifest.read(inside.get(0)), out.resolve(RunPlan.WITHOUT_ARTICLE));
    List<String> damage = new ArrayList<>(merged.damage);
    damage.addAll(more.damage);
    return new Shards(merged.answers + more.answers, merged.twice + more.twice, damage);
  }

  private static void requireAll(Map<Integer, Path> parts, int of) {
    List<String> missing = new ArrayList<>();
    Path any = parts.values().iterator().next();
    for (int i = 1; i <= of; i++) {
      if (!parts.containsKey(i)) {
        missing.add(Shard.lineOf(any, new Shard(i, of)));
      }
    }
    if (!missing.isEmpty()) {
      throw new UserError(
          UserError.INCOMPLETE,
          "merge: "
              + missing.size()
              + " of "
              + of
              + " shards are missing; run: "
              + String.join(" ; ", missing));
    }
  }

  private static Shards journals(List<Path> parts, Manifest manifest, Path out)
      throws JournalException, InterruptedException {
    Map<String, String> answered = new CompactTextMap();
    Map<String, Integer> failed = new HashMap<>();
    List<String> damage = new ArrayList<>();
    int twice = 0;
    try (RunStore store = RunStore.open(out)) {
      manifest.write(out);
      for (int part = 0; part < parts.size(); part++) {
        Map<String, String> own = new CompactTextMap();
        damage.addAll(
            RunStore.keys(parts.get(part), (key, replied) -> own.put(key, replied ? REPLIED : "")));
        for (Map.Entry<String, String> call : own.entrySet()) {
          String key = call.getKey();
          boolean before = answered.containsKey(key);
          if (!call.getValue().equals(REPLIED)) {
            failed.put(key, part);
          } else if (before) {
            twice++;
          } else {
            answered.put(key, Integer.toString(part));
          }
        }
      }
      failed.keySet().removeIf(answered::containsKey);
      List<Map<String, JournalEntry>> entries = parts.stream().map(RunStore::byKey).toList();
      List<String> keys =
          Stream.of(answered, failed).flatMap(m -> m.keySet().stream()).sorted().toList();
      for (String key : keys) {
        String part = answered.get(key);
        int number = part == null ? failed.get(key) : Integer.parseInt(part);
        store.append(entries.get(number).get(key), () -> {});
      }
      store.finish();
    }
    return new Shards(answered.size(), twice, damage);
  }
}
