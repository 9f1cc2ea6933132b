package dev.claimbench.score;

import dev.claimbench.align.Grounding;
import dev.claimbench.align.QuoteMatch;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import dev.claimbench.task.JudgementFormat;
import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the verdicts of a large run came to: its results, and beside them, packed, what was found
 * about each. Cannot be changed.
 */
final class PackedVerdicts extends AbstractList<VerdictDetail> {
  private final PackedResults results;
  private final PackedList<Finding> findings;

  private PackedVerdicts(PackedResults results, PackedList<Finding> findings) {
    this.results = results;
    this.findings = findings;
  }

  /** What a detail has beside its result; the quote is the answer's. */
  private record Finding(
      Optional<Grounding> evidence, Verdict claimOnly, Optional<Answer<Judgement>> withoutArticle) {
    VerdictDetail of(VerifyResult result) {
      return VerdictDetail.of(
          result,
          evidence.map(
              e ->
                  new Grounding(
                      VerdictDetail.evidence(result.answer()).orElseThrow(),
                      e.quoteMatch(),
                      e.similarity(),
                      e.spans(),
                      e.boilerplate())),
          claimOnly,
          withoutArticle);
    }
  }

  /** Takes details in the order of their results. */
  static final class Builder {
    private final PackedResults results;
    private final PackedList.Builder<Finding> findings =
        new PackedList.Builder<>(new FindingFormat());

    Builder(PackedResults results) {
      this.results = results;
    }

    void add(VerdictDetail detail) {
      findings.add(new Finding(detail.evidence(), detail.claimOnly(), detail.withoutArticle()));
    }

    PackedVerdicts build() {
      return new PackedVerdicts(results, findings.build());
    }
  }

  @Override
  public VerdictDetail get(int i) {
    return findings.get(i).of(results.get(i));
  }

  @Override
  public int size() {
    return findings.size();
  }

  @Override
  public Iterator<VerdictDetail> iterator() {
    Iterator<VerifyResult> result = results.iterator();
    Iterator<Finding> finding = findings.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return finding.hasNext();
      }

      @Override
      public VerdictDetail next() {
        return finding.next().of(result.next());
      }
    };
  }

  private static final class FindingFormat implements PackedList.Format<Finding> {
    private static final JudgementFormat ANSWER = new JudgementFormat();

    @Override
    public void write(Finding finding, DataOutputStream out) throws IOException {
      out.writeBoolean(finding.evidence().isPresent());
      if (finding.evidence().isPresent()) {
        grounding(finding.evidence().get(), out);
      }
      PackedList.writeValue(out, finding.claimOnly());
      out.writeBoolean(finding.withoutArticle().isPresent());
      if (finding.withoutArticle().isPresent()) {
        ANSWER.write(finding.withoutArticle().get(), out);
      }
    }

    @Override
    public Finding read(DataInputStream in) throws IOException {
      return new Finding(
          in.readBoolean() ? Optional.of(grounding(in)) : Optional.empty(),
          PackedList.readValue(in, Verdict.class),
          in.readBoolean() ? Optional.of(ANSWER.read(in)) : Optional.empty());
    }

    /** Without its quote, which stands in the answer. */
    private static void grounding(Grounding g, DataOutputStream out) throws IOException {
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
      QuoteMatch match = PackedList.readValue(in, QuoteMatch.class);
      double similarity = in.readDouble();
      List<Grounding.Span> spans = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        spans.add(new Grounding.Span(in.readInt(), in.readInt()));
      }
      return new Grounding("", match, similarity, spans, in.readBoolean());
    }
  }
}
