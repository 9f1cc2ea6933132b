package dev.claimbench.compare;

import java.util.ArrayList;
import java.util.List;

/** What a gate says, with the rules that it follows from. */
public sealed interface Decision {
  /** Every rule, in the policy's order. */
  List<Rule> rules();

  /** The rules hold. */
  record Accept(List<Rule> rules) implements Decision {}

  /** At least one rule is broken for sure. */
  record Reject(List<Rule> rules) implements Decision {}

  /** No rule is broken, but for some the evidence is too thin. */
  record CannotTell(List<Rule> rules) implements Decision {}

  /** With rules that decide nothing after the others. */
  default Decision with(List<Rule> notes) {
    List<Rule> all = new ArrayList<>(rules());
    all.addAll(notes);
    return this instanceof Accept
        ? new Accept(List.copyOf(all))
        : this instanceof Reject ? new Reject(List.copyOf(all)) : new CannotTell(List.copyOf(all));
  }

  /** One word for scripts: {@code accept}, {@code reject} or {@code cannot tell}. */
  default String word() {
    return this instanceof Accept ? "accept" : this instanceof Reject ? "reject" : "cannot tell";
  }

  /** The same as an answer to <em>may we swap?</em>: {@code swap}, {@code keep} or the same. */
  default String swapWord() {
    return this instanceof Accept ? "swap" : this instanceof Reject ? "keep" : word();
  }

  /**
   * The decision that follows from rules.
   *
   * @param oneStory the runs have fewer than 5 stories: whatever they show holds within these only
   * @param unsure what the policy does where the evidence is too thin
   */
  static Decision from(List<Rule> rules, boolean oneStory, Policy.Unsure unsure) {
    boolean broken = rules.stream().anyMatch(r -> r.result() == Rule.Result.REJECTED);
    boolean thin = oneStory || rules.stream().anyMatch(r -> r.result() == Rule.Result.CANNOT_TELL);
    // What a few stories show for or against a model says nothing of the next one.
    if (broken && !oneStory) {
      return new Reject(rules);
    }
    if (!thin) {
      return new Accept(rules);
    }
    return switch (unsure) {
      case STOP -> new CannotTell(rules);
      case ACCEPT -> broken ? new Reject(rules) : new Accept(rules);
      case REJECT -> new Reject(rules);
    };
  }
}
