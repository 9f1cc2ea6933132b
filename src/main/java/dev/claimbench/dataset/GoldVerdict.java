package dev.claimbench.dataset;

import dev.claimbench.text.Text;
import java.util.List;

/**
 * What annotators say that one article says of one claim.
 *
 * @param article the article's id
 * @param viaSpeaker SUPPORTED by attribution alone; the strict reading counts it as NOT_ENOUGH_INFO
 * @param evidence verbatim parts of the article; empty for NOT_ENOUGH_INFO
 * @param why a short reason, may be empty for SUPPORTED
 * @param disputed the annotators did not agree in the end; reported apart
 */
public record GoldVerdict(
    CheckClaim claim,
    String article,
    Verdict label,
    boolean viaSpeaker,
    List<String> evidence,
    String why,
    boolean disputed) {
  public GoldVerdict {
    evidence = evidence.stream().map(Text::wellFormed).toList();
    why = Text.wellFormed(why);
    if (viaSpeaker && label != Verdict.SUPPORTED) {
      throw new IllegalArgumentException("only SUPPORTED can be via a speaker, got " + label);
    }
  }

  /** {@code story/claim@article}, unique over the gold set. */
  public String id() {
    return id(claim, article);
  }

  /** The same of any claim and article. */
  public static String id(CheckClaim claim, String article) {
    return claim.story() + "/" + claim.id() + "@" + article;
  }

  /** The label when nobody's word is taken for the fact. */
  public Verdict strictLabel() {
    return viaSpeaker ? Verdict.NOT_ENOUGH_INFO : label;
  }
}
