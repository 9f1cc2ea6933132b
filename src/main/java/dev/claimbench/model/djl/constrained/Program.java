package dev.claimbench.model.djl.constrained;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps that write an answer, and where one can be in them. Several places at once where
 * alternatives begin alike; each is followed until a byte decides. Immutable.
 *
 * @param start index of the first step
 */
record Program(List<Step> steps, int start, TokenTrie trie) {
  /** Counters of the repetitions that are open, the innermost first; null for none. */
  record Counters(int count, @Nullable Counters below) {}

  /**
   * A place in the program.
   *
   * @param step index of a {@link Step.Read} or {@link Step.End}
   * @param state of the piece's machine
   * @param count characters completed in the piece
   */
  record Place(int step, int state, int count, @Nullable Counters counters) {}

  Program {
    steps = List.copyOf(steps);
  }

  /** Where an answer begins. */
  List<Place> begin() {
    List<Place> places = new ArrayList<>();
    enter(start, null, places);
    return places;
  }

  /** Where a byte leads; nowhere if it is not allowed. */
  List<Place> after(List<Place> places, int value) {
    List<Place> next = new ArrayList<>(2);
    for (Place place : places) {
      if (!(steps.get(place.step()) instanceof Step.Read read)) {
        continue;
      }
      ByteAutomaton machine = read.piece().machine();
      int state = machine.next(place.state(), value);
      if (state == ByteAutomaton.DEAD) {
        continue;
      }
      int count = place.count() + (machine.between(state) ? 1 : 0);
      if (machine.accepts(state)) {
        if (count >= read.least() && count <= read.most()) {
          enter(read.next(), place.counters(), next);
          if (machine.goesOn(state)) {
            add(new Place(place.step(), state, count, place.counters()), next);
          }
        }
      } else if (isOpen(machine, state, count, read)) {
        add(new Place(place.step(), state, count, place.counters()), next);
      }
    }
    return next;
  }

  private static boolean isOpen(ByteAutomaton machine, int state, int count, Step.Read read) {
    int need = machine.counted() && !machine.between(state) ? count + 1 : count;
    return need <= read.most() && count + machine.reach(state) >= read.least();
  }

  /** The only byte that may come next, or -1 where there is none, a choice, or the end. */
  int onlyByte(List<Place> places) {
    if (mayEnd(places)) {
      return -1;
    }
    int only = -1;
    for (int b = 0; b < 256; b++) {
      if (mayLead(places, b) && !after(places, b).isEmpty()) {
        if (only >= 0) {
          return -1;
        }
        only = b;
      }
    }
    return only;
  }

  /** Without counts: a first look that is cheap. */
  private boolean mayLead(List<Place> places, int value) {
    for (Place place : places) {
      if (steps.get(place.step()) instanceof Step.Read read
          && read.piece().machine().next(place.state(), value) != ByteAutomaton.DEAD) {
        return true;
      }
    }
    return false;
  }

  boolean mayEnd(List<Place> places) {
    return places.stream().anyMatch(p -> steps.get(p.step()) instanceof Step.End);
  }

  boolean hasEnded(List<Place> places) {
    return places.stream().allMatch(p -> steps.get(p.step()) instanceof Step.End);
  }

  /** Adds the tokens below a node of the tree that may be written from a place. */
  void allow(Place place, int node, BitSet allowed) {
    if (!(steps.get(place.step()) instanceof Step.Read read)) {
      return;
    }
    TokenMask walk = read.piece().from(node, place.state());
    int room = read.most() - place.count();
    int lack = read.least() - place.count();
    walk.add(allowed, room, lack);
    List<Place> next = null;
    for (int i = 0; i < walk.onward(); i++) {
      int count = walk.onwardCount(i);
      if (count < lack || count > room) {
        continue;
      }
      if (next == null) {
        next = new ArrayList<>();
        enter(read.next(), place.counters(), next);
      }
      for (Place then : next) {
        allow(then, walk.onwardNode(i), allowed);
      }
    }
  }

  /** The places at which reading goes on from a step. */
  private void enter(int index, @Nullable Counters counters, List<Place> places) {
    Step step = steps.get(index);
    if (step instanceof Step.Read read) {
      add(new Place(index, read.piece().machine().start(), 0, counters), places);
    } else if (step instanceof Step.End) {
      add(new Place(index, 0, 0, counters), places);
    } else if (step instanceof Step.Either either) {
      for (int way : either.ways()) {
        enter(way, counters, places);
      }
    } else if (step instanceof Step.Begin begin) {
      enter(begin.loop(), new Counters(0, counters), places);
    } else if (step instanceof Step.Loop loop) {
      int count = Objects.requireNonNull(counters).count();
      if (count >= loop.least()) {
        enter(loop.next(), counters.below(), places);
      }
      if (count < loop.most()) {
        int item = count == 0 ? loop.first() : loop.more();
        enter(item, new Counters(count + 1, counters.below()), places);
      }
    } else {
      throw new IllegalStateException("no article: see Constraint.over");
    }
  }

  private static void add(Place place, List<Place> places) {
    if (!places.contains(place)) {
      places.add(place);
    }
  }
}
