package dev.claimbench.model.djl.constrained;

import dk.brics.automaton.Automaton;
import java.util.List;

/** What a schema asks for. */
sealed interface Shape {
  /** Words of a regular language: enums, numbers, booleans, null. */
  record Words(String path, Automaton language) implements Shape {}

  /** A string; lengths in code points. */
  record Text(int least, int most) implements Shape {}

  /** A string that is a passage of the article. */
  record Verbatim(String path, int least, int most) implements Shape {}

  /** An array. */
  record Items(Shape item, int least, int most) implements Shape {}

  /** An object. */
  record Fields(List<Field> fields) implements Shape {}

  /** A property of an object. */
  record Field(String path, String name, boolean required, Shape value) {}

  /** Any of these. */
  record Either(List<Shape> ways) implements Shape {}
}
