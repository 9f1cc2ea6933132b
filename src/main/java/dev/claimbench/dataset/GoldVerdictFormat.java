package dev.claimbench.dataset;

import dev.claimbench.text.PackedList;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Labels of a large gold set, packed. */
public final class GoldVerdictFormat implements PackedList.Format<GoldVerdict> {
  /** More labels than this are packed: fewer take little memory as they are. */
  public static final int FEW = 2_000;

  @Override
  public void write(GoldVerdict v, DataOutputStream out) throws IOException {
    CheckClaim claim = v.claim();
    PackedList.writeText(out, claim.story());
    PackedList.writeText(out, claim.id());
    PackedList.writeText(out, claim.text());
    PackedList.writeText(out, claim.family());
    PackedList.writeChoice(out, claim.change());
    PackedList.writeText(out, claim.twin());
    PackedList.writeChoice(out, claim.error());
    PackedList.writeText(out, v.article());
    PackedList.writeValue(out, v.label());
    out.writeBoolean(v.viaSpeaker());
    PackedList.writeTexts(out, v.evidence());
    PackedList.writeText(out, v.why());
    out.writeBoolean(v.disputed());
  }

  @Override
  public GoldVerdict read(DataInputStream in) throws IOException {
    CheckClaim claim =
        new CheckClaim(
            PackedList.readText(in),
            PackedList.readText(in),
            PackedList.readText(in),
            PackedList.readText(in),
            PackedList.readChoice(in, Change.class),
            PackedList.readOptionalText(in),
            PackedList.readChoice(in, ModelError.class));
    return new GoldVerdict(
        claim,
        PackedList.readText(in),
        PackedList.readValue(in, Verdict.class),
        in.readBoolean(),
        PackedList.readTexts(in),
        PackedList.readText(in),
        in.readBoolean());
  }
}
