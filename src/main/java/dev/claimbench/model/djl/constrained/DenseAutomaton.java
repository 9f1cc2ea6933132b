package dev.claimbench.model.djl.constrained;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.State;
import dk.brics.automaton.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of 256 successors a state: for small automata that are stepped often. */
final class DenseAutomaton implements ByteAutomaton {
  private static final int BYTES = 256;

  private final int[] next;
  private final boolean[] accepts;
  private final boolean[] goesOn;
  private final boolean counted;

  private DenseAutomaton(int states, boolean counted) {
    this.next = new int[states * BYTES];
    this.accepts = new boolean[states];
    this.goesOn = new boolean[states];
    this.counted = counted;
  }

  /** A language in which nothing is counted; its characters are bytes. */
  static DenseAutomaton compile(Automaton language) {
    return compile(language, false);
  }

  /** Characters and then the quotation mark that closes them; the characters are counted. */
  static DenseAutomaton text(Automaton charactersAndClose) {
    return compile(charactersAndClose, true);
  }

  private static DenseAutomaton compile(Automaton language, boolean counted) {
    Automaton automaton = language.clone();
    automaton.determinize();
    automaton.minimize();
    automaton.expandSingleton();
    if (automaton.isEmpty()) {
      throw new IllegalArgumentException("a language without words");
    }
    Map<State, Integer> numbers = new HashMap<>();
    List<State> states = new ArrayList<>();
    // Numbered from the start in the order of their bytes: the same table on every run.
    states.add(automaton.getInitialState());
    numbers.put(automaton.getInitialState(), 0);
    for (int i = 0; i < states.size(); i++) {
      for (Transition t : states.get(i).getSortedTransitions(false)) {
        if (numbers.putIfAbsent(t.getDest(), states.size()) == null) {
          states.add(t.getDest());
        }
      }
    }
    DenseAutomaton machine = new DenseAutomaton(states.size(), counted);
    java.util.Arrays.fill(machine.next, DEAD);
    for (int i = 0; i < states.size(); i++) {
      machine.accepts[i] = states.get(i).isAccept();
      for (Transition t : states.get(i).getTransitions()) {
        machine.goesOn[i] = true;
        for (int b = t.getMin(); b <= t.getMax(); b++) {
          machine.next[i * BYTES + b] = numbers.get(t.getDest());
        }
      }
    }
    return machine;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int next(int state, int value) {
    return next[state * BYTES + value];
  }

  @Override
  public boolean accepts(int state) {
    return accepts[state];
  }

  @Override
  public boolean goesOn(int state) {
    return goesOn[state];
  }

  @Override
  public boolean counted() {
    return counted;
  }

  @Override
  public boolean between(int state) {
    // After a whole character the same may follow as at the start, and after nothing else:
    // the minimal automaton has one state for both.
    return counted && state == 0;
  }

  @Override
  public int reach(int state) {
    return ENDLESS;
  }
}
