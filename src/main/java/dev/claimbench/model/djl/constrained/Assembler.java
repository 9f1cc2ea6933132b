package dev.claimbench.model.djl.constrained;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import dk.brics.automaton.Automaton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a shape into the steps that write it. */
final class Assembler {
  private final Vocabulary vocabulary;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, TokenMasks> literals = new HashMap<>();

  Assembler(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Program assemble(Shape shape) {
    int end = add(new Step.End());
    int start = shape(shape, end);
    return new Program(steps, start, vocabulary.trie());
  }

  /** The same program with passages in the place of its quotes. */
  static Program quoting(Program program, TokenMasks passages) {
    ByteAutomaton machine = passages.machine();
    List<Step> steps = new ArrayList<>();
    for (Step step : program.steps()) {
      if (step instanceof Step.Quote quote) {
        int longest = machine.reach(machine.start());
        if (longest < quote.least()) {
          throw new UserError(
              Text.format(
                  "the schema, at %s: expected a passage of %d characters or more, the article has"
                      + " %d",
                  quote.path(), quote.least(), longest));
        }
        steps.add(new Step.Read(passages, quote.least(), quote.most(), quote.next()));
      } else {
        steps.add(step);
      }
    }
    return new Program(steps, program.start(), program.trie());
  }

  /** Each from its end to its beginning, as a step has to know what comes after it. */
  private int shape(Shape shape, int next) {
    if (shape instanceof Shape.Words words) {
      return read(masks(words.language(), words.path()), next);
    } else if (shape instanceof Shape.Text text) {
      int inside = add(new Step.Read(vocabulary.text(), text.least(), text.most(), next));
      return literal("\"", "", inside);
    } else if (shape instanceof Shape.Verbatim verbatim) {
      return literal(
          "\"", "", add(new Step.Quote(verbatim.path(), verbatim.least(), verbatim.most(), next)));
    } else if (shape instanceof Shape.Items items) {
      return items(items, next);
    } else if (shape instanceof Shape.Fields fields) {
      return fields(fields.fields(), next);
    }
    List<Shape> ways = ((Shape.Either) shape).ways();
    return add(new Step.Either(ways.stream().map(way -> shape(way, next)).toList()));
  }

  private int items(Shape.Items items, int next) {
    int close = literal("]", "", next);
    int loop = add(new Step.End());
    int first = shape(items.item(), loop);
    int more = literal(",", "", first);
    steps.set(loop, new Step.Loop(first, more, items.least(), items.most(), close));
    return literal("[", "", add(new Step.Begin(loop)));
  }

  /** For each property two ways in: with a comma before it, and without as the first. */
  private int fields(List<Shape.Field> fields, int next) {
    int first = literal("}", "", next);
    int later = first;
    for (int i = fields.size() - 1; i >= 0; i--) {
      Shape.Field field = fields.get(i);
      String key =
          "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(field.name())) + "\":";
      int value = shape(field.value(), later);
      int alone = literal(key, field.path(), value);
      int after = literal("," + key, field.path(), value);
      first = field.required() ? alone : either(alone, first);
      later = field.required() ? after : either(after, later);
    }
    return literal("{", "", first);
  }

  private int either(int a, int b) {
    return add(new Step.Either(List.of(a, b)));
  }

  private int literal(String text, String path, int next) {
    TokenMasks piece = literals.get(text);
    if (piece == null) {
      piece = masks(JsonLanguages.literal(text), path);
      literals.put(text, piece);
    }
    return read(piece, next);
  }

  private TokenMasks masks(Automaton language, String path) {
    Automaton writable = JsonLanguages.within(language, vocabulary.singleBytes());
    // A part of an enum that the model could not choose would bend the answers in silence.
    if (!language.subsetOf(writable)) {
      throw new UserError(
          "the schema, at "
              + path
              + ": expected text that the model's vocabulary can write, got bytes that it lacks");
    }
    return new TokenMasks(vocabulary.trie(), DenseAutomaton.compile(language));
  }

  private int read(TokenMasks piece, int next) {
    return add(new Step.Read(piece, 0, ByteAutomaton.ENDLESS, next));
  }

  private int add(Step step) {
    steps.add(step);
    return steps.size() - 1;
  }
}
