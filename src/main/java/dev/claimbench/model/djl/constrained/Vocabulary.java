package dev.claimbench.model.djl.constrained;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What each token of a model writes, as bytes, and which tokens end an answer. Made once a model;
 * may be shared by threads.
 */
public final class Vocabulary {
  private final List<byte[]> tokens;
  private final BitSet ends;
  private final TokenTrie trie;
  private final BitSet bytes = new BitSet(256);
  private final TokenMasks text;

  private Vocabulary(List<byte[]> tokens, int... ends) {
    this.tokens = new ArrayList<>(tokens);
    this.ends = new BitSet();
    for (int end : ends) {
      if (end < 0 || end >= tokens.size()) {
        throw new UserError(
            "end token "
                + end
                + ": expected a token of the vocabulary, 0 to "
                + (tokens.size() - 1));
      }
      this.ends.set(end);
      this.tokens.set(end, null);
    }
    for (byte[] token : this.tokens) {
      if (token != null && token.length == 1) {
        bytes.set(token[0] & 0xFF);
      }
    }
    if (!bytes.get('"')) {
      throw new UserError(
          "the vocabulary has no token for a quotation mark alone: no JSON with it");
    }
    this.trie = new TokenTrie(this.tokens);
    this.text =
        new TokenMasks(
            trie, DenseAutomaton.text(JsonLanguages.within(JsonLanguages.characters(), bytes)));
  }

  /**
   * Reads a Hugging Face {@code tokenizer.json}: byte-level BPE (GPT-2's letters for bytes), or
   * SentencePiece ({@code ▁} for a space, {@code <0x0A>} for a byte). Its added tokens (those of
   * chat templates) write nothing.
   *
   * @param ends tokens that end an answer, as the model's {@code config.json} names them
   * @throws UserError for a file that is not there or of another kind
   */
  public static Vocabulary read(Path tokenizer, int... ends) {
    return new Vocabulary(TokenizerFile.read(tokenizer), ends);
  }

  /**
   * From bytes, for tokenizers of other kinds.
   *
   * @param tokens what each token writes; null or empty for those that are never to be written
   * @param ends tokens that end an answer
   * @throws UserError for an end token that is not there, or if no token is a quotation mark alone
   */
  public static Vocabulary of(List<byte[]> tokens, int... ends) {
    return new Vocabulary(tokens, ends);
  }

  /** How many tokens; a model may have more logits than that, which are never allowed. */
  public int size() {
    return tokens.size();
  }

  /** What a token writes; nothing for end tokens and added tokens. */
  public byte[] bytes(int token) {
    byte[] written = tokens.get(token);
    return written == null ? new byte[0] : written.clone();
  }

  boolean writes(int token) {
    return tokens.get(token) != null && tokens.get(token).length > 0;
  }

  BitSet ends() {
    return ends;
  }

  TokenTrie trie() {
    return trie;
  }

  /**
   * The bytes that some token writes alone. Only these are counted on, so that every answer can be
   * finished: SmolLM2's vocabulary lacks those of rare characters.
   */
  BitSet singleBytes() {
    return bytes;
  }

  /**
   * The inside of a string, shared by all schemas: its walk over the whole tree is the dear one.
   */
  TokenMasks text() {
    return text;
  }
}
