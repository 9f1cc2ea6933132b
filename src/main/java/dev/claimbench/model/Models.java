package dev.claimbench.model;

import dev.claimbench.claim.UserError;
import dev.claimbench.model.djl.DecoderFolder;
import dev.claimbench.model.djl.EncoderFolder;
import dev.claimbench.model.djl.UnusableFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens models: one branch a runtime. */
public final class Models {
  private Models() {}

  /** What a user of the library adds for a runtime: none of them comes by itself. */
  public static String artifacts(ModelSpec spec) {
    if (spec instanceof ModelSpec.Gguf) {
      return "de.kherud:llama:4.2.0";
    }
    if (spec instanceof ModelSpec.Djl || spec instanceof ModelSpec.DjlNli) {
      return "ai.djl.onnxruntime:onnxruntime-engine:0.38.0 and"
          + " ai.djl.huggingface:tokenizers:0.38.0";
    }
    return spec instanceof ModelSpec.Ollama
        ? "dev.langchain4j:langchain4j-ollama:1.18.1 and io.github.ollama4j:ollama4j:1.1.6"
        : "dev.langchain4j:langchain4j-open-ai:1.18.1";
  }

  /**
   * Opens a model, which keeps memory or connections until it is closed.
   *
   * @throws ModelException when the model is not there or its server does not answer
   * @throws IllegalArgumentException for {@code replay/}, which needs a journal and is opened by
   *     whoever has one
   */
  public static Model open(ModelSpec spec, ModelOptions options) throws ModelException {
    if (spec instanceof ModelSpec.Gguf gguf) {
      return new GgufModel(gguf, options);
    }
    if (spec instanceof ModelSpec.Djl djl) {
      return new DjlModel(djl, options);
    }
    if (spec instanceof ModelSpec.DjlNli nli) {
      return new NliModel(nli, options);
    }
    if (spec instanceof ModelSpec.Ollama ollama) {
      return new OllamaModel(ollama, options, options.stall());
    }
    if (spec instanceof ModelSpec.OpenAi openAi) {
      return new OpenAiModel(openAi, options, options.stall());
    }
    throw new IllegalArgumentException(spec.text() + " is opened with the journal of its run");
  }

  /**
   * Looks for a model that runs in this process without loading it; one of the catalogue is
   * downloaded. Its weights are not looked into.
   *
   * @return its file or folder; empty for a model on a server and for a journal
   * @throws ModelException where the folder lacks something
   * @throws UserError where there is no such model
   */
  public static Optional<Path> find(ModelSpec spec, ModelOptions options) throws ModelException {
    try {
      if (spec instanceof ModelSpec.Gguf gguf) {
        return Optional.of(options.ggufFile().apply(gguf.model()));
      }
      if (spec instanceof ModelSpec.Djl djl) {
        return Optional.of(DecoderFolder.read(options.onnxFolder().apply(djl.model())).folder());
      }
      if (spec instanceof ModelSpec.DjlNli nli) {
        return Optional.of(EncoderFolder.read(options.onnxFolder().apply(nli.model())).folder());
      }
      return Optional.empty();
    } catch (UnusableFolder e) {
      throw OnnxFiles.unusable(spec.text(), e);
    }
  }

  /**
   * Opens one model on several servers, which share the work. A server that does not answer is left
   * out, as long as another one does.
   *
   * @param notes told which server is left out
   * @throws ModelException where none answers, or one does not know the model
   * @throws UserError where they are not the same model
   */
  public static Model open(List<ModelSpec> specs, ModelOptions options, Consumer<String> notes)
      throws ModelException {
    List<Model> open = new ArrayList<>();
    ModelException last = null;
    boolean spread = false;
    try {
      for (ModelSpec spec : specs) {
        try {
          open.add(open(spec, options));
        } catch (ModelException e) {
          if (!e.reason().retryable()) {
            throw e;
          }
          last = e;
          notes.accept(e.getMessage() + "; left out");
        }
      }
      if (open.isEmpty()) {
        throw last;
      }
      Model model = new SpreadModel(specs.get(0).text(), open);
      spread = true;
      return model;
    } finally {
      if (!spread) {
        open.forEach(Model::close);
      }
    }
  }
}
