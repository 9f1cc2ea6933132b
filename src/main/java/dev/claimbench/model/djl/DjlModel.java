package dev.claimbench.model.djl;

import dev.claimbench.model.ContextOverflow;
import dev.claimbench.model.LabelField;
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
import dev.claimbench.model.ThinkingUsage;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** An ONNX decoder, run in this process by DJL and ONNX Runtime; one call at a time. */
final class DjlModel implements Model {
  private final Decoder decoder;
  private final ModelInfo info;
  private final Duration load;
  private final SerialCalls turns;

  DjlModel(ModelSpec spec, ModelOptions options) throws ModelException {
    turns = new SerialCalls(spec.text(), "ONNX Runtime");
    long start = System.nanoTime();
    try {
      DecoderFolder folder = DecoderFolder.read(options.models().folder(spec.model()));
      decoder = new Decoder(folder, options.threads());
      Map<String, String> versions = new TreeMap<>(decoder.versions());
      Optional<Conversion> conversion = Conversion.read(folder.folder());
      conversion
          .flatMap(Conversion::weights)
          .ifPresent(hash -> versions.put(ModelInfo.WEIGHTS, hash));
      conversion
          .flatMap(Conversion::adapter)
          .ifPresent(adapter -> versions.put(ModelInfo.ADAPTER, adapter));
      load = Duration.ofNanos(System.nanoTime() - start);
      info =
          new ModelInfo(
              spec.text(),
              "djl",
              folder.folder().getFileName().toString(),
              OnnxFiles.digest(folder.files()),
              conversion
                  .map(Conversion::quantization)
                  .orElseGet(() -> OnnxFiles.quantization(folder.graph(), folder.folder())),
              folder.trainedContext() > 0
                  ? Math.min(options.context(), folder.trainedContext())
                  : options.context(),
              versions);
    } catch (ModelFolderException
        | UnsatisfiedLinkError
        | ExceptionInInitializerError
        | IOException e) {
      throw OnnxFiles.unusable(spec.text(), e);
    }
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public Optional<String> requireSystemMessage(Sampling sampling) {
    SystemMessageCheck.byText(
        info.spec(), prompt -> decoder.text(prompt.system(), prompt.user(), false));
    return Optional.empty();
  }

  @Override
  public int countTokens(Prompt prompt) {
    return turns.count(() -> chat(prompt, false).length());
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return turns.ask(prompt, () -> askAlone(prompt, sampling));
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    long start = System.nanoTime();
    boolean think = Think.inProcess(info, sampling, decoder.canThink());
    ChatTokens chat = chat(prompt, think);
    if (chat.length() >= info.context()) {
      throw ContextOverflow.exception(info, prompt, chat.length());
    }
    TokenChoice choice =
        new TokenChoice(
            sampling.temperature(),
            sampling.topP().orElse(1.0),
            sampling.topK().orElse(0),
            sampling.seed());
    int room = Math.min(sampling.maxTokens(), info.context() - chat.length());
    try {
      Deadline deadline = new Deadline(start + sampling.timeout().toNanos());
      GenerationResult written =
          decoder.write(chat, prompt.schema(), prompt.article().text(), choice, room, deadline);
      Duration total = Duration.ofNanos(System.nanoTime() - start);
      // Timed apart: it is no part of the answer.
      return reply(chat, written, total).withLabels(labels(prompt, chat, written));
    } catch (UserError e) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec() + ": the schema of " + prompt.task() + ": " + e.getMessage(),
          e);
    } catch (GenerationStoppedException e) {
      throw SerialCalls.late(
          info.spec(), e.interrupted(), Duration.ofNanos(System.nanoTime() - start), e);
    }
  }

  private Optional<Map<String, Double>> labels(
      Prompt prompt, ChatTokens chat, GenerationResult written) {
    Optional<LabelField> field = LabelField.find(prompt.schema());
    if (!written.ended() || field.isEmpty()) {
      return Optional.empty();
    }
    String name = "\"" + field.get().name() + "\":\"";
    // Not within another text, where quotation marks are escaped.
    int at = written.text().lastIndexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    String before = written.text().substring(0, at + name.length());
    return Optional.of(decoder.labels(chat, written, before, field.get().labels()));
  }

  private ChatTokens chat(Prompt prompt, boolean think) {
    return decoder.chat(prompt.system(), prompt.user(), beforeClaim(prompt), think);
  }

  /** What other claims on the same article have before them as well. */
  private static String beforeClaim(Prompt prompt) {
    return prompt
        .claim()
        .map(claim -> prompt.user().lastIndexOf(claim.text()))
        .filter(at -> at > 0)
        .map(at -> prompt.user().substring(0, at))
        .orElse("");
  }

  private Reply reply(ChatTokens chat, GenerationResult written, Duration total) {
    int thought = written.thoughts().map(t -> t.tokens().length).orElse(0);
    return new LocalUsage(
            chat.length(),
            OptionalInt.of(written.readTokens()),
            written.tokens().length + thought,
            load,
            written.readTime(),
            written.writeTime(),
            total)
        .reply(
            written.text(),
            written.thoughts().map(GenerationResult.Thoughts::text).orElse(""),
            written.ended() ? Reply.Stop.END : Reply.Stop.LENGTH)
        .withThought(written.thoughts().map(t -> new ThinkingUsage(t.tokens().length, t.time())));
  }

  @Override
  public void close() {
    turns.close(decoder::close);
  }
}
