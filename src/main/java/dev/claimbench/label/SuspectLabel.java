package dev.claimbench.label;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A verdict of the gold that may be wrong: several models agree on another one. Mostly it is the
 * models that are wrong, all in the same way; which, only a look at the article tells.
 *
 * @param label what the models say
 * @param models those who say so
 * @param withGold those who say what the gold says; fewer
 * @param asked how many were asked
 */
public record SuspectLabel(
    GoldVerdict gold, Verdict label, List<String> models, List<String> withGold, int asked) {
  public SuspectLabel {
    models = List.copyOf(models);
    withGold = List.copyOf(withGold);
  }

  /**
   * All of them: first those on which the most models agree, against the fewest that are with the
   * gold. Disputed verdicts are in doubt already and are left out.
   *
   * @param runs one a model
   * @param least how many models must agree, 2 or more
   */
  public static List<SuspectLabel> find(List<GoldVerdict> gold, List<ModelLabels> runs, int least) {
    if (least < 2) {
      throw new IllegalArgumentException("two models agree at least, got " + least);
    }
    List<SuspectLabel> doubts = new ArrayList<>();
    for (GoldVerdict verdict : gold) {
      Map<Verdict, List<String>> by = new EnumMap<>(Verdict.class);
      for (ModelLabels run : runs) {
        ModelLabels.ModelLabel judged = run.verdicts().get(verdict.id());
        if (judged != null) {
          by.computeIfAbsent(judged.label(), k -> new ArrayList<>()).add(run.model());
        }
      }
      List<String> with = by.getOrDefault(verdict.label(), List.of());
      int asked = by.values().stream().mapToInt(List::size).sum();
      by.entrySet().stream()
          .filter(e -> e.getKey() != verdict.label() && !verdict.disputed())
          .filter(e -> e.getValue().size() >= least && e.getValue().size() > with.size())
          .max(Comparator.comparingInt(e -> e.getValue().size()))
          .ifPresent(
              e -> doubts.add(new SuspectLabel(verdict, e.getKey(), e.getValue(), with, asked)));
    }
    doubts.sort(
        Comparator.comparingInt((SuspectLabel d) -> d.models().size() - d.withGold().size())
            .reversed()
            .thenComparing(d -> d.gold().id()));
    return doubts;
  }

  /** Three lines for the reader. */
  public String toText() {
    return Text.format(
        "%s: %s%n  gold %s; %s: %s%s%n  %s%n",
        gold.id(),
        gold.claim().text(),
        gold.label(),
        label,
        String.join(", ", models),
        withGold.isEmpty() ? "" : "; as the gold: " + String.join(", ", withGold),
        gold.evidence().isEmpty()
            ? "(" + gold.why() + ")"
            : "“" + String.join("” “", gold.evidence()) + "”");
  }

  void show(ObjectNode node) {
    node.put("id", gold.id()).put("pair", Annotator.pair(gold.claim().id(), gold.article()));
    node.put("article", gold.article()).put("text", gold.claim().text());
    node.put("gold", gold.label().name()).put("label", label.name());
    node.put("models", String.join(", ", models)).put("asked", asked);
    node.put("withGold", String.join(", ", withGold));
  }
}
