package dev.claimbench.model.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** A decoder's graph, ready to read tokens into a cache; one call at a time. */
final class OnnxGraph implements AutoCloseable {
  /** Longer pieces read no faster. */
  private static final int MOST_TOKENS = 256;

  /** Of one piece, where logits come for each of its positions. */
  private static final int MOST_LOGITS = 16 << 20;

  private final OrtSession session;
  private final Model model;
  private final Predictor<Piece, Logits> predictor;
  private final GraphShape shape;
  private final int pieceTokens;
  private final Logits logits;
  private final boolean inPlace;

  /** Some tokens to be read behind those that the cache holds. */
  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
  private record Piece(int[] tokens, int wanted, KeyValueCache cache) {}

  OnnxGraph(Path file, int threads) throws ModelFolderException {
    session = DjlLibrary.session(file, threads);
    shape = GraphShape.read(session, file);
    int fit = Math.max(16, Math.min(MOST_TOKENS, MOST_LOGITS / shape.vocabulary()));
    pieceTokens = shape.lastOnly() || shape.rowsAsked() ? MOST_TOKENS : fit;
    logits = new Logits(shape.vocabulary(), shape.logitsType(), shape.rows(1, pieceTokens));
    model = Model.newInstance(file.getFileName().toString(), DjlLibrary.ENGINE);
    model.setBlock(new BoundGraph(session));
    predictor = model.newPredictor(new PieceTranslator());
    try {
      inPlace = keepsInPlace();
    } catch (BoundGraph.GraphException e) {
      close();
      throw new ModelFolderException(
          file + ": the graph loads but does not run: " + DjlLibrary.oneLine(e), e);
    }
  }

  GraphShape shape() {
    return shape;
  }

  /** Most tokens that are read at once. */
  int pieceTokens() {
    return pieceTokens;
  }

  /** Whether past and present share their memory. */
  boolean inPlace() {
    return inPlace;
  }

  KeyValueCache newCache() {
    return new KeyValueCache(shape, inPlace);
  }

  /**
   * Reads one piece.
   *
   * @return the scores behind its last token, valid until the next call
   */
  float[] read(int[] tokens, KeyValueCache cache) {
    return read(tokens, 1, cache).last();
  }

  /**
   * Reads one piece.
   *
   * @return the scores behind each of its tokens, valid until the next call; behind the last alone
   *     where the graph has no others
   */
  Logits readEach(int[] tokens, KeyValueCache cache) {
    return read(tokens, tokens.length, cache);
  }

  /**
   * Reads one piece.
   *
   * <p>One token is read twice, and its second reading forgotten: kernels for one row add up in
   * another order than those for several, which all give the same bits. So what is read with a
   * token does not change its scores, nor its keys and values.
   *
   * @param wanted behind how many of its last tokens scores are wanted
   * @return at least those, the last in the last row, valid until the next call; behind the last
   *     token alone where the graph has no others
   */
  Logits read(int[] tokens, int wanted, KeyValueCache cache) {
    boolean padded = tokens.length == 1 && !shape.lastOnly();
    int[] rows = padded ? new int[] {tokens[0], tokens[0]} : tokens;
    cache.reserve(cache.length() + rows.length);
    try {
      Logits scores = predictor.predict(new Piece(rows, padded ? 2 : wanted, cache));
      cache.added(rows, tokens.length);
      if (padded) {
        scores.dropLast();
      }
      return scores;
    } catch (TranslateException e) {
      throw DjlLibrary.failed(e);
    }
  }

  /**
   * Whether the graph can write new keys and values behind the old ones. It does not say; so three
   * tokens are read either way, and the scores compared.
   */
  private boolean keepsInPlace() {
    KeyValueCache copied = new KeyValueCache(shape, false);
    KeyValueCache kept = new KeyValueCache(shape, true);
    kept.reserve(8);
    for (int token = 0; token < 3; token++) {
      int[] one = {token};
      float[] expected = read(one, copied).clone();
      try {
        if (!alike(expected, read(one, kept))) {
          return false;
        }
      } catch (BoundGraph.GraphException e) {
        return false; // the usual graph: lengths of past and mask must agree
      }
    }
    return true;
  }

  private static boolean alike(float[] a, float[] b) {
    float most = 0;
    for (float x : a) {
      most = Math.max(most, Math.abs(x));
    }
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= 1e-3 * most)) {
        return false;
      }
    }
    return true;
  }

  private final class PieceTranslator implements NoBatchifyTranslator<Piece, Logits> {
    @Override
    public NDList processInput(TranslatorContext context, Piece piece) {
      NDManager manager = context.getNDManager();
      int past = piece.cache().length();
      int n = piece.tokens().length;
      NDList arrays = piece.cache().arrays(manager, n);
      arrays.add(
          DjlLibrary.row(
              manager, "input_ids", Arrays.stream(piece.tokens()).asLongStream().toArray()));
      arrays.add(
          DjlLibrary.row(
              manager, "attention_mask", LongStream.generate(() -> 1).limit(past + n).toArray()));
      if (shape.positions()) {
        arrays.add(
            DjlLibrary.row(manager, "position_ids", LongStream.range(past, past + n).toArray()));
      }
      if (shape.rowsAsked()) {
        arrays.add(DjlLibrary.number(manager, GraphShape.ROWS, piece.wanted()));
      }
      arrays.add(scores(manager, shape.rows(piece.wanted(), n)));
      return arrays;
    }

    private NDArray scores(NDManager manager, int rows) {
      ByteBuffer memory = logits.memory(rows);
      NDArray array =
          manager.create(
              shape.logitsType() == DataType.FLOAT32 ? memory.asFloatBuffer() : memory,
              new Shape(1, rows, shape.vocabulary()),
              shape.logitsType());
      array.setName("logits");
      return array;
    }

    @Override
    public Logits processOutput(TranslatorContext context, NDList nothing) {
      return logits;
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    DjlLibrary.close(session);
  }
}
