package dev.claimbench.task;

import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.ModelException;
import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Answers to verification, packed. */
public final class JudgementFormat implements PackedList.Format<Answer<Judgement>> {
  private static final int PARSED = 0;
  private static final int INVALID = 1;
  private static final int TRUNCATED = 2;
  private static final int REFUSED = 3;
  private static final int FAILED = 4;

  @Override
  public void write(Answer<Judgement> answer, DataOutputStream out) throws IOException {
    if (answer instanceof Answer.Parsed<Judgement> parsed) {
      out.writeByte(PARSED);
      judgement(parsed.value(), out);
      PackedList.writeTexts(out, parsed.wrapping());
    } else if (answer instanceof Answer.Invalid<Judgement> invalid) {
      out.writeByte(INVALID);
      PackedList.writeText(out, invalid.path());
      PackedList.writeText(out, invalid.problem());
    } else if (answer instanceof Answer.Truncated<Judgement> truncated) {
      out.writeByte(TRUNCATED);
      PackedList.writeText(out, truncated.why());
    } else if (answer instanceof Answer.Refused<Judgement> refused) {
      out.writeByte(REFUSED);
      PackedList.writeText(out, refused.why());
    } else if (answer instanceof Answer.Failed<Judgement> failed) {
      out.writeByte(FAILED);
      PackedList.writeValue(out, failed.cause());
      PackedList.writeText(out, Optional.ofNullable(failed.why()));
    }
  }

  @Override
  public Answer<Judgement> read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case PARSED -> new Answer.Parsed<>(judgement(in), PackedList.readTexts(in));
      case INVALID -> new Answer.Invalid<>(PackedList.readText(in), PackedList.readText(in));
      case TRUNCATED -> new Answer.Truncated<>(PackedList.readText(in));
      case REFUSED -> new Answer.Refused<>(PackedList.readText(in));
      case FAILED ->
          new Answer.Failed<>(
              PackedList.readValue(in, ModelException.Cause.class),
              PackedList.readOptionalText(in).orElse(null));
      default -> throw new IOException("no answer is of kind " + kind);
    };
  }

  private static void judgement(Judgement judgement, DataOutputStream out) throws IOException {
    PackedList.writeValue(out, judgement.verdict());
    PackedList.writeText(out, judgement.evidence());
    Map<Verdict, Double> p = judgement.probabilities().orElse(Map.of());
    // None at all is another thing than an empty map, which no runtime tells.
    out.writeByte(judgement.probabilities().isPresent() ? p.size() : -1);
    for (Map.Entry<Verdict, Double> each : p.entrySet()) {
      PackedList.writeValue(out, each.getKey());
      out.writeDouble(each.getValue());
    }
  }

  private static Judgement judgement(DataInputStream in) throws IOException {
    Verdict verdict = PackedList.readValue(in, Verdict.class);
    Optional<String> evidence = PackedList.readOptionalText(in);
    int size = in.readByte();
    if (size < 0) {
      return new Judgement(verdict, evidence);
    }
    Map<Verdict, Double> p = new EnumMap<>(Verdict.class);
    for (int i = 0; i < size; i++) {
      p.put(PackedList.readValue(in, Verdict.class), in.readDouble());
    }
    return new Judgement(verdict, evidence, Optional.of(p));
  }
}
