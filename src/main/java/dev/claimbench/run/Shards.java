package dev.claimbench.run;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the parts of one run together.
 *
 * @param answers how many replies the merged run has
 * @param twice how many of them more than one part had; the first part's is kept
 * @param damage lines of journals that could not be used, one a line
 */
public record Shards(int answers, int twice, List<String> damage) {

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
    Map<String, JournalEntry> kept = new HashMap<>();
    List<String> damage = new ArrayList<>();
    int twice = 0;
    try (RunStore store = RunStore.open(out)) {
      manifest.write(out);
      for (Path part : parts) {
        damage.addAll(RunStore.damage(part));
        for (JournalEntry entry : RunStore.read(part).values()) {
          Optional<JournalEntry> before = Optional.ofNullable(kept.get(entry.key()));
          boolean answered = before.filter(e -> e.reply().isPresent()).isPresent();
          if (answered && entry.reply().isPresent()) {
            twice++;
          } else if (!answered) {
            kept.put(entry.key(), entry);
          }
        }
      }
      for (JournalEntry entry :
          kept.values().stream().sorted(Comparator.comparing(JournalEntry::key)).toList()) {
        store.append(entry, () -> {});
      }
      store.finish();
    }
    int answers = (int) kept.values().stream().filter(e -> e.reply().isPresent()).count();
    return new Shards(answers, twice, damage);
  }
}
