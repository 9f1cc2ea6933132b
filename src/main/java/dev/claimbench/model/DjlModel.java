package dev.claimbench.model;

import dev.claimbench.claim.Hashing;
import dev.claimbench.claim.UserError;
import dev.claimbench.model.djl.ChatTokens;
import dev.claimbench.model.djl.Deadline;
import dev.claimbench.model.djl.Decoder;
import dev.claimbench.model.djl.DecoderFolder;
import dev.claimbench.model.djl.Stopped;
import dev.claimbench.model.djl.TokenChoice;
import dev.claimbench.model.djl.UnusableFolder;
import dev.claimbench.model.djl.Written;
import dev.claimbench.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ONNX decoder, run in this process by DJL and ONNX Runtime; one call at a time. */
final class DjlModel implements Model {
  private static final Pattern QUANTIZATION =
      Pattern.compile(
          "(?<![a-z0-9])(q4f16|q4|bnb4|u?int[48]|q8|quantized|fp16|bf16|fp32)(?![a-z0-9])");

  private final Decoder decoder;
  private final ModelInfo info;
  private final Duration load;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private boolean closed;

  DjlModel(ModelSpec.Djl spec, ModelOptions options) throws ModelException {
    long start = System.nanoTime();
    try {
      DecoderFolder folder = DecoderFolder.read(options.onnxFolder().apply(spec.model()));
      decoder = new Decoder(folder, options.threads());
      load = Duration.ofNanos(System.nanoTime() - start);
      info =
          new ModelInfo(
              spec.text(),
              "djl",
              folder.folder().getFileName().toString(),
              digest(folder),
              quantization(folder),
              folder.trainedContext() > 0
                  ? Math.min(options.context(), folder.trainedContext())
                  : options.context(),
              decoder.versions());
    } catch (UnusableFolder e) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL, spec.text() + ": " + e.getMessage(), e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL,
          spec.text()
              + ": DJL's native libraries do not load on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + e.getMessage()
              + "); run the model on ollama/ or openai/ instead",
          e);
    } catch (IOException e) {
      throw new ModelException(
          ModelException.Cause.NO_MODEL, spec.text() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of the digests of all files. */
  private static String digest(DecoderFolder folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : folder.files()) {
      lines.append(FileDigest.of(file)).append("  ").append(file.getFileName()).append('\n');
    }
    return "sha256:" + Hashing.sha256(lines.toString());
  }

  /** What the name of the graph, or else of the folder, says; such as {@code int4}. */
  private static String quantization(DecoderFolder folder) {
    for (Path named : new Path[] {folder.graph(), folder.folder()}) {
      Matcher says =
          QUANTIZATION.matcher(named.getFileName().toString().toLowerCase(java.util.Locale.ROOT));
      if (says.find()) {
        return says.group(1);
      }
    }
    return "";
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public int countTokens(Prompt prompt) {
    oneAtATime.lock();
    try {
      if (closed) {
        throw new IllegalStateException(info.spec() + " is closed");
      }
      return chat(prompt).length();
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    oneAtATime.lock();
    try {
      return askAlone(prompt, sampling);
    } catch (RuntimeException e) {
      throw new ModelException(
          ModelException.Cause.SERVER,
          info.spec() + ": ONNX Runtime failed on " + prompt.item() + ": " + e.getMessage(),
          e);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    if (closed) {
      throw new ModelException(ModelException.Cause.BAD_REQUEST, info.spec() + " is closed");
    }
    long start = System.nanoTime();
    if (sampling.think().filter(think -> think != Think.OFF).isPresent()) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec() + " writes the answer at once and cannot think first; leave --think out");
    }
    ChatTokens chat = chat(prompt);
    if (chat.length() >= info.context()) {
      throw TooLong.of(info, prompt, chat.length());
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
      Written written =
          decoder.write(chat, prompt.schema(), prompt.article().text(), choice, room, deadline);
      Duration total = Duration.ofNanos(System.nanoTime() - start);
      // Timed apart: it is no part of the answer.
      return reply(chat, written, total).withLabels(labels(prompt, chat, written));
    } catch (UserError e) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec() + ": the schema of " + prompt.task() + ": " + e.getMessage(),
          e);
    } catch (Stopped e) {
      throw new ModelException(
          ModelException.Cause.TIMEOUT,
          info.spec()
              + (e.interrupted() ? ": interrupted after " : ": no complete answer after ")
              + Duration.ofNanos(System.nanoTime() - start).toSeconds()
              + " s"
              + (e.interrupted() ? "" : "; give --timeout more, or fewer threads to other work"),
          e);
    }
  }

  private Optional<Map<String, Double>> labels(Prompt prompt, ChatTokens chat, Written written) {
    Optional<LabelField> field = LabelField.of(prompt.schema());
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

  private ChatTokens chat(Prompt prompt) {
    return decoder.chat(prompt.system(), prompt.user(), beforeClaim(prompt));
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

  private Reply reply(ChatTokens chat, Written written, Duration total) {
    return new Counted(
            chat.length(),
            OptionalInt.of(written.readTokens()),
            written.tokens().length,
            load,
            written.readTime(),
            written.writeTime(),
            total)
        .reply(written.text(), written.ended() ? Reply.Stop.END : Reply.Stop.LENGTH);
  }

  @Override
  public void close() {
    oneAtATime.lock();
    try {
      if (!closed) {
        closed = true;
        decoder.close();
      }
    } finally {
      oneAtATime.unlock();
    }
  }
}
