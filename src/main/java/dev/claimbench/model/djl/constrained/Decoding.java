package dev.claimbench.model.djl.constrained;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * One answer while it is written. Ask which tokens are {@link #allowed}, {@link #accept} one of
 * them, until it is {@link #finished}. For one thread.
 */
public final class Decoding {
  private final Program program;
  private final Vocabulary vocabulary;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private List<Program.Place> places;
  private boolean ended;

  Decoding(Program program, Vocabulary vocabulary) {
    this.program = program;
    this.vocabulary = vocabulary;
    this.places = program.begin();
  }

  /**
   * The tokens from which the answer can be finished, by their numbers; among them the end tokens
   * where it may end. Never empty before the answer is {@link #finished}. The caller may change it.
   */
  public BitSet allowed() {
    BitSet allowed = new BitSet(vocabulary.size());
    if (ended) {
      return allowed;
    }
    for (Program.Place place : places) {
      program.allow(place, 0, allowed);
    }
    if (program.mayEnd(places)) {
      allowed.or(vocabulary.ends());
    }
    return allowed;
  }

  /**
   * Whether one token may come next; as {@link #allowed} says, but without the whole set.
   *
   * @param token any number
   */
  public boolean allows(int token) {
    if (token >= 0 && vocabulary.ends().get(token)) {
      return !ended && program.mayEnd(places);
    }
    return isWord(token) && !after(token).isEmpty();
  }

  /**
   * Writes a token.
   *
   * @throws IllegalArgumentException for one that is not allowed; nothing is changed then
   */
  public void accept(int token) {
    boolean end = token >= 0 && vocabulary.ends().get(token);
    List<Program.Place> next = end || !isWord(token) ? List.of() : after(token);
    if (end ? ended || !program.mayEnd(places) : next.isEmpty()) {
      throw new IllegalArgumentException(
          "token " + token + " is not allowed after '" + text() + "'");
    }
    if (end) {
      ended = true;
    } else {
      places = next;
      written.writeBytes(vocabulary.bytes(token));
    }
  }

  /**
   * The token that comes next whatever the model says, so that it need not be run for it: where the
   * schema leaves one text and no token reaches beyond that text into what the model decides. The
   * longest token of that text is taken.
   */
  public OptionalInt forced() {
    TokenTrie trie = vocabulary.trie();
    List<Program.Place> at = ended ? List.of() : places;
    int node = 0;
    int longest = TokenTrie.NONE;
    for (int b = program.onlyByte(at); b >= 0 && node >= 0; b = program.onlyByte(at)) {
      at = program.after(at, b);
      node = trie.child(node, b);
      if (node >= 0 && trie.token(node) != TokenTrie.NONE) {
        longest = trie.token(node);
      }
    }
    if (longest == TokenTrie.NONE || (node >= 0 && reachesOn(at, node))) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(longest);
  }

  private boolean reachesOn(List<Program.Place> at, int node) {
    BitSet beyond = new BitSet();
    for (Program.Place place : at) {
      program.allow(place, node, beyond);
    }
    return !beyond.isEmpty();
  }

  /** Whether what is written is an answer. */
  public boolean mayEnd() {
    return ended || program.mayEnd(places);
  }

  /** Whether the answer is written and nothing can follow; no end token is waited for. */
  public boolean finished() {
    return ended || program.hasEnded(places);
  }

  /** What is written so far; a character that is not complete yet shows as U+FFFD. */
  public String text() {
    return written.toString(UTF_8);
  }

  /** The same answer so far, to try another way of going on. */
  public Decoding copy() {
    Decoding copy = new Decoding(program, vocabulary);
    copy.places = places;
    copy.ended = ended;
    copy.written.writeBytes(written.toByteArray());
    return copy;
  }

  private boolean isWord(int token) {
    return !ended && token >= 0 && token < vocabulary.size() && vocabulary.writes(token);
  }

  private List<Program.Place> after(int token) {
    List<Program.Place> next = places;
    for (byte b : vocabulary.bytes(token)) {
      next = program.after(next, b & 0xFF);
    }
    return next;
  }
}
