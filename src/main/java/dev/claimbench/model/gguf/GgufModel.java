package dev.claimbench.model.gguf;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import dev.claimbench.model.ContextOverflow;
import dev.claimbench.model.FileDigest;
import dev.claimbench.model.LocalUsage;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.SerialCalls;
import dev.claimbench.model.SystemMessageCheck;
import dev.claimbench.model.Think;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A GGUF file, run in this process by llama.cpp; one call at a time.
 *
 * <p>The answer does not depend on what was asked before, although what prompts have in common is
 * read only once: see {@link #readShared}.
 */
final class GgufModel implements Model {

  private final LlamaModel llama;
  private final ModelInfo info;
  private final Duration load;
  private final boolean canThink;
  private final SerialCalls turns;

  /** The text that llama.cpp's cache begins with; empty when it holds nothing to rely on. */
  private String shared = "";

  GgufModel(ModelSpec spec, ModelOptions options) throws ModelException {
    turns = new SerialCalls(spec.text(), "llama.cpp");
    Path file = options.models().file(spec.model());
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL,
          spec.text()
              + ": there is no file "
              + file
              + "; `claimbench models list` shows which"
              + " models can be pulled");
    }
    GgufHeader header;
    String digest;
    try {
      header = GgufHeader.read(file);
      digest = FileDigest.ofGguf(file);
      LlamaLibrary.prepare();
    } catch (IOException e) {
      throw unusable(spec, file, e.getMessage(), e);
    }
    int context =
        header.trainedContext() > 0
            ? Math.min(options.context(), header.trainedContext())
            : options.context();
    long start = System.nanoTime();
    llama = load(spec, file, header, context, options.threads());
    load = Duration.ofNanos(System.nanoTime() - start);
    canThink = header.thinks();
    Map<String, String> versions = new TreeMap<>();
    versions.put("de.kherud:llama", LlamaLibrary.version());
    if (!header.adapter().isEmpty()) {
      versions.put(ModelInfo.ADAPTER, header.adapter());
    }
    info =
        new ModelInfo(
            spec.text(),
            "gguf",
            file.getFileName().toString().replaceFirst("\\.gguf$", ""),
            digest,
            header.quantization(),
            context,
            versions);
  }

  private static LlamaModel load(
      ModelSpec spec, Path file, GgufHeader header, int context, int threads)
      throws ModelException {
    ModelParameters parameters =
        new ModelParameters()
            .setModel(file.toString())
            .setCtxSize(context)
            .setThreads(threads)
            // A full context must end the answer, not silently forget the beginning of the article.
            .disableContextShift();
    parameters.disableLog();
    try {
      return new LlamaModel(parameters);
    } catch (RuntimeException e) { // the binding's own exception is not public
      throw unusable(
          spec,
          file,
          "llama.cpp does not load it (architecture '"
              + header.architecture()
              + "'); the embedded one is of March 2025 and runs Qwen2.5, Llama 3, Gemma 3 and"
              + " SmolLM2 (newer ones run on ollama/); or the file is not complete",
          e);
    }
  }

  private static ModelException unusable(ModelSpec spec, Path file, String why, Exception cause) {
    return new ModelException(
        ModelException.Cause.NO_MODEL,
        spec.text() + ": " + file + " cannot be used: " + why,
        cause);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) {
    SystemMessageCheck.byText(info.spec(), this::templated);
    return Optional.empty();
  }

  @Override
  public int countTokens(Prompt prompt) {
    return turns.count(() -> llama.encode(templated(prompt)).length);
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return turns.ask(
        prompt,
        () -> {
          try {
            return askAlone(prompt, sampling);
          } catch (RuntimeException e) { // the binding's own exception is not public
            shared = "";
            throw e;
          }
        });
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    boolean think = Think.inProcess(info, sampling, canThink);
    String text = templated(prompt);
    int tokens = llama.encode(text).length;
    if (tokens >= info.context()) {
      throw ContextOverflow.exception(info, prompt, tokens);
    }
    GgufGeneration generation =
        new GgufGeneration(llama, System.nanoTime() + sampling.timeout().toNanos(), info.spec());
    String prefix = sharedPrefix(prompt, text);
    readShared(prefix, generation);
    InferenceParameters parameters =
        new InferenceParameters(text)
            .setCachePrompt(!prefix.isEmpty())
            .setGrammar(grammar(prompt, think))
            .setNPredict(sampling.maxTokens())
            .setTemperature((float) sampling.temperature())
            .setSeed(sampling.seed());
    sampling.topP().ifPresent(topP -> parameters.setTopP(topP.floatValue()));
    sampling.topK().ifPresent(parameters::setTopK);
    return reply(generation.run(parameters), tokens, generation);
  }

  private String grammar(Prompt prompt, boolean think) throws ModelException {
    try {
      return think
          ? GgufGrammar.afterThinking(prompt.schema())
          : GgufGrammar.fromSchema(prompt.schema());
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec() + ": the schema of " + prompt.task() + ": " + e.getMessage(),
          e);
    }
  }

  private String templated(Prompt prompt) {
    // Messages alone generate nothing: the template is applied first, then sent as plain text.
    return llama.applyTemplate(
        new InferenceParameters("")
            .setMessages(prompt.system(), List.of(new Pair<>("user", prompt.user()))));
  }

  /** The part of the text before the claim, which other claims on the same article share. */
  private static String sharedPrefix(Prompt prompt, String text) {
    return prompt
        .claim()
        .map(claim -> text.lastIndexOf(claim.text()))
        .filter(at -> at > 0)
        .map(at -> text.substring(0, at))
        .orElse("");
  }

  /**
   * Brings the cache into the one state from which any claim on this article is asked. Reading a
   * text in one piece or in two rounds differently in the last bits, enough to change an answer at
   * temperature 0; so what is reused must always have been read in the same pieces: the shared
   * prefix whole, its last token once more (llama.cpp does that whenever nothing of a prompt is
   * new), then the rest.
   */
  private void readShared(String prefix, GgufGeneration generation) throws ModelException {
    if (!prefix.equals(shared)) {
      shared = "";
      if (!prefix.isEmpty()) {
        generation.run(read(" ").setCachePrompt(false)); // empties the cache
        generation.run(read(prefix).setCachePrompt(true));
      }
    }
    if (!prefix.isEmpty()) {
      generation.run(read(prefix).setCachePrompt(true));
    }
    shared = prefix;
  }

  private static InferenceParameters read(String text) {
    return new InferenceParameters(text).setNPredict(1).setTemperature(0);
  }

  private Reply reply(
      GgufGeneration.Completion completion, int promptTokens, GgufGeneration generation) {
    Duration total = generation.elapsed();
    return new LocalUsage(
            promptTokens,
            OptionalInt.empty(),
            completion.tokens(),
            load,
            total.minus(completion.answerTime()),
            completion.answerTime(),
            total)
        .reply(completion.text(), "", completion.stop())
        .withThought(completion.thought());
  }

  @Override
  public void close() {
    turns.close(llama::close);
  }
}
