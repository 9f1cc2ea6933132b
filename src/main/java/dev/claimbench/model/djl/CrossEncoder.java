package dev.claimbench.model.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cross-encoder for natural language inference that judges a claim by an article; one call at a
 * time.
 *
 * <p>An article longer than the model reads at once is read in overlapping windows of whole
 * sentences (Laban et al. 2022, <i>SummaC</i>, TACL 10, show why one long premise will not do). The
 * window decides whose entailment or contradiction is likeliest; of equal ones the first. What most
 * windows say does not count: an article speaks of a claim in one place, and is silent everywhere
 * else.
 */
public final class CrossEncoder implements AutoCloseable {
  /** Below this share of the limit there is no room for an article beside the claim. */
  private static final int LEAST_SHARE = 4;

  private final EncoderFolder folder;
  private final int mostTokens;
  private final HuggingFaceTokenizer tokenizer;
  private final EncoderGraph graph;

  /**
   * Loads the tokenizer and the graph.
   *
   * @param mostTokens that premise and hypothesis may have together; the model's own limit, where
   *     it is lower, holds
   * @param threads for one run, 1 or more
   * @throws ModelFolderException where something in the folder does not fit
   */
  public CrossEncoder(EncoderFolder folder, int mostTokens, int threads)
      throws ModelFolderException {
    this.folder = folder;
    this.mostTokens = Math.min(mostTokens, folder.mostTokens());
    DjlLibrary.prepare();
    graph = new EncoderGraph(folder.graph(), folder.labels().size(), threads);
    boolean works = false;
    HuggingFaceTokenizer opened = null;
    try {
      opened = open(folder.tokenizer());
      tokenizer = opened;
      graph.probabilities(pair("A premise.", "A hypothesis."));
      works = true;
    } catch (BoundGraph.GraphException e) {
      throw new ModelFolderException(
          folder.graph() + ": the graph loads but does not run: " + DjlLibrary.oneLine(e), e);
    } finally {
      if (!works) {
        graph.close();
        if (opened != null) {
          opened.close();
        }
      }
    }
  }

  private static HuggingFaceTokenizer open(Path file) throws ModelFolderException {
    try (InputStream in = Files.newInputStream(file)) {
      return HuggingFaceTokenizer.newInstance(
          in, Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false"));
    } catch (IOException | RuntimeException e) { // what the native library throws is no IOException
      throw new ModelFolderException(
          file + ": cannot be used as a tokenizer: " + e.getMessage() + "; download it again", e);
    }
  }

  private Encoding pair(String premise, String hypothesis) {
    return tokenizer.encode(premise, hypothesis);
  }

  /** Tokens of a text alone, special ones not counted. */
  public int count(String text) {
    return tokenizer.encode(text, false, false).getIds().length;
  }

  /** Tokens that premise and hypothesis may have together. */
  public int mostTokens() {
    return mostTokens;
  }

  /** Whether a claim leaves room for an article: a quarter of what is read at once. */
  public boolean hasRoomBeside(String claim) {
    return pair("", claim).getIds().length <= mostTokens - mostTokens / LEAST_SHARE;
  }

  /** Names and versions of the libraries, for manifests. */
  public Map<String, String> versions() {
    return DjlLibrary.versions();
  }

  /**
   * Judges a claim that has {@linkplain #hasRoomBeside room beside it}.
   *
   * @param article the premise; may be empty
   * @throws GenerationStoppedException where the deadline passed or the thread was interrupted
   */
  public NliResult judge(String article, String claim, Deadline deadline)
      throws GenerationStoppedException {
    long start = System.nanoTime();
    EncodedArticle encoded = read(article, claim);
    int tokens = 0;
    int decided = 0;
    Map<Relation, Double> shares = null;
    for (int i = 0; i < encoded.pairs().size(); i++) {
      deadline.check();
      Encoding pair = encoded.pairs().get(i);
      tokens += pair.getIds().length;
      Map<Relation, Double> said = shares(pair);
      if (shares == null || decisive(said) > decisive(shares)) {
        shares = said;
        decided = i;
      }
    }
    long read = System.nanoTime();
    Relation relation = likeliest(shares);
    Optional<String> evidence = Optional.empty();
    double best = -1;
    if (relation != Relation.NEUTRAL && !encoded.windows().isEmpty()) {
      SentenceWindow window = encoded.windows().get(decided);
      for (Sentence one : encoded.sentences().subList(window.from(), window.to())) {
        deadline.check();
        String sentence = article.substring(one.from(), one.to());
        Encoding pair = pair(sentence, claim);
        tokens += pair.getIds().length;
        double share = shares(pair).get(relation);
        if (share > best) {
          best = share;
          evidence = Optional.of(sentence);
        }
      }
    }
    return new NliResult(
        shares,
        relation,
        evidence,
        encoded.pairs().size(),
        decided,
        tokens,
        Duration.ofNanos(read - start),
        Duration.ofNanos(System.nanoTime() - read));
  }

  /** An article cut into windows; one empty one where it has no sentence. */
  private record EncodedArticle(
      List<Sentence> sentences, List<SentenceWindow> windows, List<Encoding> pairs) {}

  private EncodedArticle read(String article, String claim) {
    int room = mostTokens - pair("", claim).getIds().length;
    while (true) {
      List<Sentence> sentences = Sentence.split(article, this::count, room);
      if (sentences.isEmpty()) {
        return new EncodedArticle(List.of(), List.of(), List.of(pair("", claim)));
      }
      List<SentenceWindow> windows =
          SentenceWindow.over(sentences.stream().mapToInt(Sentence::tokens).toArray(), room);
      List<Encoding> pairs = new ArrayList<>();
      for (SentenceWindow window : windows) {
        Sentence last = sentences.get(window.to() - 1);
        pairs.add(pair(article.substring(sentences.get(window.from()).from(), last.to()), claim));
      }
      // Sentences joined may have a few tokens more than each by itself.
      if (room < 2 || pairs.stream().allMatch(p -> p.getIds().length <= mostTokens)) {
        return new EncodedArticle(sentences, windows, pairs);
      }
      room = room * 9 / 10;
    }
  }

  private Map<Relation, Double> shares(Encoding pair) {
    double[] row = graph.probabilities(pair);
    Map<Relation, Double> shares = new EnumMap<>(Relation.class);
    for (Relation relation : Relation.values()) {
      shares.put(relation, 0.0);
    }
    for (int i = 0; i < row.length; i++) {
      shares.put(folder.labels().get(i), row[i]);
    }
    return shares;
  }

  private static double decisive(Map<Relation, Double> shares) {
    return Math.max(shares.get(Relation.ENTAILMENT), shares.get(Relation.CONTRADICTION));
  }

  private static Relation likeliest(Map<Relation, Double> shares) {
    Relation best = Relation.ENTAILMENT;
    for (Relation relation : Relation.values()) {
      best = shares.get(relation) > shares.get(best) ? relation : best;
    }
    return best;
  }

  @Override
  public void close() {
    graph.close();
    tokenizer.close();
  }
}
