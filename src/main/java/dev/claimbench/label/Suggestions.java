package dev.claimbench.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.text.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A model's labels, each shown only when it is asked for. What has been shown is remembered as long
 * as the server runs, since a label made after it is no longer the annotator's alone.
 */
public final class Suggestions {
  private final Optional<ModelLabels> model;

  /** Articles, and verdicts as {@code story/claim@article}. */
  private final Set<String> shown = new LinkedHashSet<>();

  private Suggestions(Optional<ModelLabels> model) {
    this.model = model;
  }

  public static Suggestions none() {
    return new Suggestions(Optional.empty());
  }

  public static Suggestions of(ModelLabels model) {
    return new Suggestions(Optional.of(model));
  }

  /**
   * Shows one from now on.
   *
   * @param claim empty for the claims of the article
   */
  void ask(String story, String article, String claim) {
    if (model.isEmpty()) {
      throw new UserError("no suggestions; start `claimbench label` with --suggest RUN");
    }
    shown.add(claim.isEmpty() ? article : story + "/" + Annotator.pair(claim, article));
  }

  /** Whether an annotator has seen it. */
  boolean shown(String what) {
    return shown.contains(what);
  }

  void show(ObjectNode root) {
    if (model.isEmpty()) {
      return;
    }
    ObjectNode suggested = root.putObject("suggested").put("model", model.get().model());
    ObjectNode verdicts = suggested.putObject("verdicts");
    ObjectNode claims = suggested.putObject("claims");
    for (String what : shown) {
      ModelLabels.ModelLabel judged = model.get().verdicts().get(what);
      if (judged != null) {
        ObjectNode node = verdicts.putObject(what).put("label", judged.label().name());
        judged.quote().ifPresent(q -> node.put("quote", q));
      } else if (what.contains("@")) {
        verdicts.putObject(what);
      } else {
        claims(claims.putArray(what), model.get().claims().getOrDefault(what, List.of()));
      }
    }
  }

  private static void claims(ArrayNode list, List<Claim> claims) {
    for (Claim claim : claims) {
      ObjectNode node = list.addObject().put("text", claim.text());
      ArrayNode quotes = node.putArray("quotes");
      claim.quotes().forEach(quotes::add);
      claim.speaker().ifPresent(s -> node.put("speaker", s));
      claim.date().ifPresent(d -> node.put("date", d));
      node.put("kind", claim.kind().name().toLowerCase(Locale.ROOT));
      node.put("hedge", claim.hedge().name().toLowerCase(Locale.ROOT));
      claim
          .quantity()
          .filter(q -> q.bound() != Bound.BETWEEN)
          .ifPresent(q -> quantity(node.putObject("quantity"), q));
    }
  }

  private static void quantity(ObjectNode node, Quantity quantity) {
    node.put("value", quantity.low()).put("unit", quantity.unit());
    node.put("bound", quantity.bound().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
