package dev.claimbench.model.djl.constrained;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** JSON schemas of every kind that can be held, as text. */
final class Schemas {
  private static final List<String> VALUES =
      List.of(
          "\"a\"",
          "\"at most\"",
          "\"\"",
          "\"é\\\"\\n\"",
          "1",
          "-2.5",
          "null",
          "true",
          "[1,\"a\"]",
          "{\"b\":[]}");

  private static final List<String> NAMES =
      List.of(
          "\"a\"", "\"quote\"", "\"é\\\"\"", "\"x y\"", "\"b\\\\\"", "\"\\n\"", "\"😀\"", "\"\"");

  private Schemas() {}

  static Arbitrary<String> ofDepth(int depth) {
    return depth == 0
        ? leaf()
        : Arbitraries.frequencyOf(
            Tuple.of(2, leaf()),
            Tuple.of(4, object(ofDepth(depth - 1))),
            Tuple.of(2, array(ofDepth(depth - 1))),
            Tuple.of(1, union(ofDepth(depth - 1))));
  }

  private static Arbitrary<String> leaf() {
    Arbitrary<String> text =
        Combinators.combine(small(), small())
            .as(
                (least, more) ->
                    "{\"type\":\"string\",\"minLength\":%d,\"maxLength\":%d}"
                        .formatted(least, least + more));
    Arbitrary<String> number =
        Combinators.combine(
                Arbitraries.of("number", "integer"),
                Arbitraries.integers().between(-120, 120),
                Arbitraries.integers().between(0, 40))
            .as(
                (type, least, more) ->
                    "{\"type\":\"%s\",\"minimum\":%d,\"maximum\":%d}"
                        .formatted(type, least, least + more));
    Arbitrary<String> some =
        Arbitraries.of(VALUES)
            .set()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(v -> "{\"enum\":[" + String.join(",", v) + "]}");
    Arbitrary<String> types =
        Arbitraries.of("null", "boolean", "number", "integer")
            .set()
            .ofMinSize(1)
            .map(
                t ->
                    "{\"type\":"
                        + t.stream()
                            .map(x -> '"' + x + '"')
                            .collect(Collectors.joining(",", "[", "]"))
                        + "}");
    return Arbitraries.oneOf(text, number, some, types);
  }

  private static Arbitrary<String> object(Arbitrary<String> value) {
    return Combinators.combine(
            Arbitraries.of(NAMES).set().ofMaxSize(4),
            value.list().ofSize(4),
            Arbitraries.of(NAMES).set().ofMaxSize(6),
            Arbitraries.of(true, false))
        .as(
            (names, values, required, closed) -> {
              List<String> fields = new ArrayList<>();
              names.forEach(name -> fields.add(name + ":" + values.get(fields.size())));
              Set<String> needed =
                  required.stream().filter(names::contains).collect(Collectors.toSet());
              return "{\"type\":\"object\",\"additionalProperties\":%s,\"properties\":{%s},\"required\":[%s]}"
                  .formatted(!closed, String.join(",", fields), String.join(",", needed));
            });
  }

  private static Arbitrary<String> array(Arbitrary<String> item) {
    return Combinators.combine(item, small(), small())
        .as(
            (schema, least, more) ->
                "{\"type\":\"array\",\"items\":%s,\"minItems\":%d,\"maxItems\":%d}"
                    .formatted(schema, least, least + more));
  }

  private static Arbitrary<String> union(Arbitrary<String> way) {
    return way.list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(ways -> "{\"anyOf\":[" + String.join(",", ways) + "]}");
  }

  private static Arbitrary<Integer> small() {
    return Arbitraries.integers().between(0, 3);
  }
}
