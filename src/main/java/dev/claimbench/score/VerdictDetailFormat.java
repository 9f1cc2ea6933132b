package dev.claimbench.score;

import dev.claimbench.align.Grounding;
import dev.claimbench.align.QuoteMatch;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdictFormat;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.model.ModelException;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the verdicts of a large run came to, packed.
 *
 * @param results of the answers alone
 */
record VerdictDetailFormat(Results results) implements PackedList.Format<VerdictDetail> {
  VerdictDetailFormat(Map<String, Article> articles) {
    this(new Results(articles));
  }

  /**
   * The answers of a large run.
   *
   * @param articles by id: they are not packed
   */
  record Results(Map<String, Article> articles) implements PackedList.Format<VerifyResult> {
    private static final GoldVerdictFormat GOLD = new GoldVerdictFormat();

    @Override
    public void write(VerifyResult result, DataOutputStream out) throws IOException {
      out.writeInt(result.repeat());
      GOLD.write(result.gold(), out);
      answer(result.answer(), out);
    }

    @Override
    public VerifyResult read(DataInputStream in) throws IOException {
      int repeat = in.readInt();
      var gold = GOLD.read(in);
      return new VerifyResult(articles.get(gold.article()), repeat, gold, answer(in));
    }

    private static void answer(Answer<Judgement> answer, DataOutputStream out) throws IOException {
      if (answer instanceof Answer.Parsed<Judgement> parsed) {
        out.writeByte(0);
        Judgement judgement = parsed.value();
        out.writeByte(judgement.verdict().ordinal());
        PackedList.writeText(out, judgement.evidence());
        out.writeBoolean(judgement.probabilities().isPresent());
        if (judgement.probabilities().isPresent()) {
          Map<Verdict, Double> p = judgement.probabilities().get();
          out.writeByte(p.size());
          for (Map.Entry<Verdict, Double> each : p.entrySet()) {
            out.writeByte(each.getKey().ordinal());
            out.writeDouble(each.getValue());
          }
        }
        PackedList.writeTexts(out, parsed.wrapping());
      } else if (answer instanceof Answer.Invalid<Judgement> invalid) {
        out.writeByte(1);
        PackedList.writeText(out, invalid.path());
        PackedList.writeText(out, invalid.problem());
      } else if (answer instanceof Answer.Truncated<Judgement> truncated) {
        out.writeByte(2);
        PackedList.writeText(out, truncated.why());
      } else if (answer instanceof Answer.Refused<Judgement> refused) {
        out.writeByte(3);
        PackedList.writeText(out, refused.why());
      } else if (answer instanceof Answer.Failed<Judgement> failed) {
        out.writeByte(4);
        out.writeByte(failed.cause().ordinal());
        PackedList.writeText(out, Optional.ofNullable(failed.why()));
      }
    }

    private static Answer<Judgement> answer(DataInputStream in) throws IOException {
      int kind = in.readByte();
      return switch (kind) {
        case 0 -> {
          Verdict verdict = Verdict.values()[in.readByte()];
          Optional<String> evidence = PackedList.readOptionalText(in);
          Optional<Map<Verdict, Double>> probabilities = Optional.empty();
          if (in.readBoolean()) {
            Map<Verdict, Double> p = new EnumMap<>(Verdict.class);
            for (int left = in.readByte(); left > 0; left--) {
              p.put(Verdict.values()[in.readByte()], in.readDouble());
            }
            probabilities = Optional.of(p);
          }
          yield new Answer.Parsed<>(
              new Judgement(verdict, evidence, probabilities), PackedList.readTexts(in));
        }
        case 1 -> new Answer.Invalid<>(PackedList.readText(in), PackedList.readText(in));
        case 2 -> new Answer.Truncated<>(PackedList.readText(in));
        case 3 -> new Answer.Refused<>(PackedList.readText(in));
        case 4 ->
            new Answer.Failed<>(
                ModelException.Cause.values()[in.readByte()],
                PackedList.readOptionalText(in).orElse(null));
        default -> throw new IOException("no answer is of kind " + kind);
      };
    }
  }

  @Override
  public void write(VerdictDetail detail, DataOutputStream out) throws IOException {
    results.write(detail.result(), out);
    out.writeBoolean(detail.evidence().isPresent());
    if (detail.evidence().isPresent()) {
      grounding(detail.evidence().get(), out);
    }
    out.writeByte(detail.claimOnly().ordinal());
    out.writeBoolean(detail.withoutArticle().isPresent());
    if (detail.withoutArticle().isPresent()) {
      Results.answer(detail.withoutArticle().get(), out);
    }
  }

  @Override
  public VerdictDetail read(DataInputStream in) throws IOException {
    VerifyResult result = results.read(in);
    Optional<Grounding> evidence = in.readBoolean() ? Optional.of(grounding(in)) : Optional.empty();
    Verdict claimOnly = Verdict.values()[in.readByte()];
    Optional<Answer<Judgement>> withoutArticle =
        in.readBoolean() ? Optional.of(Results.answer(in)) : Optional.empty();
    return VerdictDetail.of(result, evidence, claimOnly, withoutArticle);
  }

  private static void grounding(Grounding g, DataOutputStream out) throws IOException {
    PackedList.writeText(out, g.quote());
    out.writeByte(g.quoteMatch().ordinal());
    out.writeDouble(g.similarity());
    out.writeInt(g.spans().size());
    for (Grounding.Span span : g.spans()) {
      out.writeInt(span.start());
      out.writeInt(span.end());
    }
    out.writeBoolean(g.furniture());
  }

  private static Grounding grounding(DataInputStream in) throws IOException {
    String quote = PackedList.readText(in);
    QuoteMatch match = QuoteMatch.values()[in.readByte()];
    double similarity = in.readDouble();
    List<Grounding.Span> spans = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      spans.add(new Grounding.Span(in.readInt(), in.readInt()));
    }
    return new Grounding(quote, match, similarity, spans, in.readBoolean());
  }
}
