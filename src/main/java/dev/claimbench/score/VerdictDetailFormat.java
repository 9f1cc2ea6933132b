package dev.claimbench.score;

import dev.claimbench.align.Grounding;
import dev.claimbench.align.QuoteMatch;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldVerdictFormat;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.JudgementFormat;
import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the verdicts of a large run came to, packed.
 *
 * @param results of the answers alone
 */
record VerdictDetailFormat(PackedList.Format<VerifyResult> results)
    implements PackedList.Format<VerdictDetail> {
  /**
   * The answers of a large run.
   *
   * @param articles by id: they are not packed
   */
  record Results(Map<String, Article> articles) implements PackedList.Format<VerifyResult> {
    private static final GoldVerdictFormat GOLD = new GoldVerdictFormat();
    private static final JudgementFormat ANSWER = new JudgementFormat();

    @Override
    public void write(VerifyResult result, DataOutputStream out) throws IOException {
      out.writeInt(result.repeat());
      GOLD.write(result.gold(), out);
      ANSWER.write(result.answer(), out);
    }

    @Override
    public VerifyResult read(DataInputStream in) throws IOException {
      int repeat = in.readInt();
      var gold = GOLD.read(in);
      return new VerifyResult(articles.get(gold.article()), repeat, gold, ANSWER.read(in));
    }
  }

  @Override
  public void write(VerdictDetail detail, DataOutputStream out) throws IOException {
    results.write(detail.result(), out);
    out.writeBoolean(detail.evidence().isPresent());
    if (detail.evidence().isPresent()) {
      grounding(detail.evidence().get(), out);
    }
    PackedList.writeValue(out, detail.claimOnly());
    out.writeBoolean(detail.withoutArticle().isPresent());
    if (detail.withoutArticle().isPresent()) {
      Results.ANSWER.write(detail.withoutArticle().get(), out);
    }
  }

  @Override
  public VerdictDetail read(DataInputStream in) throws IOException {
    VerifyResult result = results.read(in);
    Optional<Grounding> evidence = in.readBoolean() ? Optional.of(grounding(in)) : Optional.empty();
    Verdict claimOnly = PackedList.readValue(in, Verdict.class);
    Optional<Answer<Judgement>> withoutArticle =
        in.readBoolean() ? Optional.of(Results.ANSWER.read(in)) : Optional.empty();
    return VerdictDetail.of(result, evidence, claimOnly, withoutArticle);
  }

  private static void grounding(Grounding g, DataOutputStream out) throws IOException {
    PackedList.writeText(out, g.quote());
    PackedList.writeValue(out, g.quoteMatch());
    out.writeDouble(g.similarity());
    out.writeInt(g.spans().size());
    for (Grounding.Span span : g.spans()) {
      out.writeInt(span.start());
      out.writeInt(span.end());
    }
    out.writeBoolean(g.boilerplate());
  }

  private static Grounding grounding(DataInputStream in) throws IOException {
    String quote = PackedList.readText(in);
    QuoteMatch match = PackedList.readValue(in, QuoteMatch.class);
    double similarity = in.readDouble();
    List<Grounding.Span> spans = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      spans.add(new Grounding.Span(in.readInt(), in.readInt()));
    }
    return new Grounding(quote, match, similarity, spans, in.readBoolean());
  }
}
