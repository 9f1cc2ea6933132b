package dev.claimbench.model.djl;

import dev.claimbench.model.djl.constrained.Constraint;
import dev.claimbench.model.djl.constrained.Vocabulary;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A decoder that answers a chat; one call at a time.
 *
 * <p>The answer does not depend on what was asked before, although what prompts have in common is
 * read only once: see {@link ChunkBoundaries}.
 */
public final class Decoder implements AutoCloseable {
  /**
   * Rises when the same graph may answer otherwise. 2: a token that is read alone has the scores
   * that it has among others. Before, none was named.
   */
  private static final String DECODING = "2";

  private final DecoderFolder folder;
  private final ChatTemplate template;
  private final Tokens tokens;
  private final OnnxGraph graph;
  private final KeyValueCache cache;
  private final Vocabulary vocabulary;
  private final Optional<Thinking> thinking;
  private final Map<String, Constraint> constraints = new HashMap<>();

  /** What was last asked, so that what is known of an article is kept while it is asked about. */
  private String quotedSchema = "";

  private String quotedArticle = "";
  private Constraint quoting;

  /**
   * Loads the tokenizer and the graph.
   *
   * @param threads for one call, 1 or more
   * @throws ModelFolderException where something in the folder does not fit
   */
  public Decoder(DecoderFolder folder, int threads) throws ModelFolderException {
    this.folder = folder;
    template =
        ChatTemplate.detect(folder.chatTemplate())
            .orElseThrow(
                () ->
                    new ModelFolderException(
                        folder.folder()
                            + ": its chat template is of no family known here (ChatML, Llama 3,"
                            + " Gemma); serve the model with llama.cpp or Ollama instead"));
    DjlLibrary.prepare();
    tokens = new Tokens(folder.tokenizer());
    OnnxGraph opened = null;
    try {
      vocabulary = vocabulary(folder);
      opened = new OnnxGraph(folder.graph(), threads);
      requireSame(vocabulary, opened.shape().vocabulary(), folder);
      graph = opened;
    } catch (ModelFolderException e) {
      if (opened != null) {
        opened.close();
      }
      tokens.close();
      throw e;
    }
    cache = graph.newCache();
    thinking = Thinking.find(folder.chatTemplate(), tokens, vocabulary, graph.shape().vocabulary());
  }

  private Vocabulary vocabulary(DecoderFolder folder) throws ModelFolderException {
    Set<Integer> stops = new TreeSet<>(folder.stopTokens());
    int[] end = tokens.encode(template.end());
    if (end.length == 1) {
      stops.add(end[0]);
    }
    try {
      return Vocabulary.read(
          folder.tokenizer(), stops.stream().mapToInt(Integer::intValue).toArray());
    } catch (UserError e) {
      throw new ModelFolderException(e.getMessage(), e);
    }
  }

  /**
   * Graphs have some rows more than there are tokens, to round them up; and tokens that are never
   * written may have none, such as Gemma's for images.
   */
  private static void requireSame(Vocabulary vocabulary, int rows, DecoderFolder folder)
      throws ModelFolderException {
    int tokens = vocabulary.size();
    while (tokens > 0 && vocabulary.bytes(tokens - 1).length == 0) {
      tokens--;
    }
    if (tokens > rows || tokens < rows * 0.9) {
      throw new ModelFolderException(
          Text.format(
              "%s: its tokenizer.json has %,d tokens that write text, and the graph %s scores for"
                  + " %,d: they are not of the same model; copy both from one page",
              folder.folder(), tokens, folder.graph().getFileName(), rows));
    }
  }

  /** Names and versions of the libraries and of this decoder, for manifests and keys of replies. */
  public Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>(DjlLibrary.versions());
    versions.put("decoding", DECODING);
    return versions;
  }

  /** Whether the model can be told to think before it answers. */
  public boolean canThink() {
    return thinking.isPresent();
  }

  /**
   * A chat as tokens.
   *
   * @param shared how the user's message begins that other messages to come begin with as well; may
   *     be empty
   * @param think whether the model, which {@linkplain #canThink can}, is to think before it
   *     answers; it is told not to otherwise
   */
  public ChatTokens chat(String system, String user, String shared, boolean think) {
    String text = text(system, user, think);
    int[] all = tokens.encode(text);
    int message = Math.max(0, text.lastIndexOf(user.strip()));
    return new ChatTokens(
        all,
        new int[] {
          common(all, text.substring(0, message)),
          common(all, text.substring(0, message + shared.strip().length()))
        },
        think);
  }

  /** What the chat template makes of a system and a user message. */
  public String text(String system, String user, boolean think) {
    return template.render(folder.chatTemplate(), system, user, think);
  }

  private int common(int[] all, String beginning) {
    int[] part = tokens.encode(beginning);
    int differs = java.util.Arrays.mismatch(all, part);
    return differs < 0 ? part.length : differs;
  }

  /**
   * Writes an answer that is JSON of a schema, after what the chat wants to be thought before it.
   *
   * @param schema JSON schema, text
   * @param article what verbatim strings are taken from
   * @param maxTokens most tokens of answer and thoughts together
   * @throws GenerationStoppedException where the deadline passed or the thread was interrupted
   * @throws dev.claimbench.text.UserError for a schema that cannot be held
   */
  public GenerationResult write(
      ChatTokens chat,
      String schema,
      String article,
      TokenChoice choice,
      int maxTokens,
      Deadline deadline)
      throws GenerationStoppedException {
    return write(chat, schema, article, choice, maxTokens, PromptLookup.MOST, deadline);
  }

  /**
   * @param drafted most tokens that are drafted at once; the answer is the same with any
   */
  GenerationResult write(
      ChatTokens chat,
      String schema,
      String article,
      TokenChoice choice,
      int maxTokens,
      int drafted,
      Deadline deadline)
      throws GenerationStoppedException {
    PromptLookup lookup = new PromptLookup(chat.instructions(), drafted);
    return new Generation(graph, cache, chat, maxTokens, lookup, deadline)
        .write(
            choice,
            chat.think() ? thinking : Optional.empty(),
            constraint(schema, article).start());
  }

  private Constraint constraint(String schema, String article) {
    Constraint constraint =
        constraints.computeIfAbsent(schema, text -> Constraint.compile(text, vocabulary));
    if (!constraint.needsArticle()) {
      return constraint;
    }
    if (!schema.equals(quotedSchema) || !article.equals(quotedArticle)) {
      quoting = constraint.over(article);
      quotedSchema = schema;
      quotedArticle = article;
    }
    return quoting;
  }

  /**
   * How likely each label was at a place of the answer just written, given all before it; adds up
   * to 1.
   *
   * @param before the answer's text before the label, its opening quotation mark included
   */
  public Map<String, Double> labels(
      ChatTokens chat, GenerationResult written, String before, List<String> labels) {
    ChatTokens beforeAnswer = written.thoughts().map(t -> chat.and(t.tokens())).orElse(chat);
    return new Labels(graph, tokens, vocabulary, cache)
        .of(beforeAnswer, written.tokens(), before.getBytes(StandardCharsets.UTF_8), labels);
  }

  @Override
  public void close() {
    graph.close();
    tokens.close();
  }
}
