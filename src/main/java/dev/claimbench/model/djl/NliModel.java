package dev.claimbench.model.djl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.SerialCalls;
import dev.claimbench.text.Json;
import dev.claimbench.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A cross-encoder for natural language inference, run in this process by DJL and ONNX Runtime: it
 * judges claims, and that is all it can do. It reads the article's text and the claim, and nothing
 * else of a prompt: no instructions, no title, no date. One call at a time.
 */
final class NliModel implements Model {

  private final CrossEncoder encoder;
  private final ModelInfo info;
  private final Duration load;
  private final SerialCalls turns;

  NliModel(ModelSpec spec, ModelOptions options) throws ModelException {
    turns = new SerialCalls(spec.text(), "ONNX Runtime");
    long start = System.nanoTime();
    try {
      EncoderFolder folder = EncoderFolder.read(options.models().folder(spec.model()));
      encoder = new CrossEncoder(folder, options.context(), options.threads());
      load = Duration.ofNanos(System.nanoTime() - start);
      info =
          new ModelInfo(
              spec.text(),
              "djl-nli",
              folder.folder().getFileName().toString(),
              // Narrower windows are another model, which answers otherwise.
              encoder.mostTokens() < folder.mostTokens()
                  ? OnnxFiles.digest(folder.files(), "window " + encoder.mostTokens())
                  : OnnxFiles.digest(folder.files()),
              OnnxFiles.quantization(folder.graph(), folder.folder()),
              // An article may be as long as it likes.
              0,
              encoder.versions());
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
  public Reply ask(Prompt prompt, Sampling sampling) throws ModelException {
    return turns.ask(prompt, () -> askAlone(prompt, sampling));
  }

  private Reply askAlone(Prompt prompt, Sampling sampling) throws ModelException {
    long start = System.nanoTime();
    NliAnswer form = form(prompt, sampling);
    String claim = prompt.claim().orElseThrow().text();
    if (!encoder.hasRoomBeside(claim)) {
      throw new ModelException(
          ModelException.Cause.TOO_LONG,
          Text.format(
              "%s: the claim of %s has %,d tokens, and claim and article together may have %,d at a"
                  + " time; shorten the claim",
              info.spec(), prompt.item(), encoder.count(claim), encoder.mostTokens()));
    }
    // Where the article is withheld, what the claim alone tells is asked for.
    String premise = shows(prompt, claim) ? prompt.article().text() : "";
    try {
      NliResult judged =
          encoder.judge(premise, claim, new Deadline(start + sampling.timeout().toNanos()));
      return reply(form, judged, Duration.ofNanos(System.nanoTime() - start));
    } catch (GenerationStoppedException e) {
      throw SerialCalls.late(
          info.spec(), e.interrupted(), Duration.ofNanos(System.nanoTime() - start), e);
    }
  }

  private NliAnswer form(Prompt prompt, Sampling sampling) throws ModelException {
    String wrong =
        prompt.claim().isEmpty()
            ? " judges claims and cannot write any, so it does not "
                + prompt.task()
                + "; give --task verify"
            : sampling.think().filter(think -> !think.isOff()).isPresent()
                ? " writes nothing and cannot think; leave --think out"
                : "";
    Optional<NliAnswer> form = wrong.isEmpty() ? NliAnswer.find(prompt.schema()) : Optional.empty();
    if (form.isEmpty()) {
      throw new ModelException(
          ModelException.Cause.BAD_REQUEST,
          info.spec()
              + (wrong.isEmpty()
                  ? " gives a verdict (SUPPORTED, REFUTED, NOT_ENOUGH_INFO) with evidence, or yes"
                      + " or no; the schema of "
                      + prompt.task()
                      + " asks for something else: take prompts/verify.schema.json"
                  : wrong));
    }
    return form.get();
  }

  /** By its lines: control tokens of chat templates are changed in a prompt's article. */
  private static boolean shows(Prompt prompt, String claim) {
    String rest = prompt.user().replace(claim, "");
    return prompt.article().text().lines().anyMatch(l -> !l.isBlank() && rest.contains(l));
  }

  private Reply reply(NliAnswer form, NliResult judged, Duration total) {
    ObjectNode raw = Json.PLAIN.createObjectNode();
    raw.put("tokens_read", judged.readTokens());
    raw.put("windows", judged.windows());
    raw.put("window", judged.decided());
    raw.put("load_ns", load.toNanos());
    raw.put("windows_ns", judged.readTime().toNanos());
    raw.put("evidence_ns", judged.evidenceTime().toNanos());
    raw.put("total_ns", total.toNanos());
    return new Reply(
            form.text(judged),
            "",
            Reply.Stop.END,
            // It does not read the prompt that was sent, so that no count of it can be held
            // against it; what it read is in the raw chunk.
            -1,
            0,
            Optional.of(load),
            Optional.of(judged.readTime()),
            Optional.of(judged.evidenceTime()),
            total,
            raw.toString())
        .withLabels(form.labels(judged));
  }

  @Override
  public void close() {
    turns.close(encoder::close);
  }
}
