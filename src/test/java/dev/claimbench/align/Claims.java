package dev.claimbench.align;

import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Quantity;
import dev.claimbench.dataset.Weight;
import java.util.List;
import java.util.Optional;

/** Short ways to say what a claim is, for tests. */
public final class Claims {
  private Claims() {}

  public static Claim claim(String text, String... quotes) {
    return new Claim(
        "c",
        text,
        List.of(quotes),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  public static Claim statement(String speaker, String text) {
    Claim c = claim(text);
    return new Claim(
        c.id(),
        text,
        c.quotes(),
        Optional.of(speaker),
        c.kind(),
        c.quantity(),
        c.date(),
        c.hedge());
  }

  public static Claim counted(Quantity quantity, String text) {
    Claim c = claim(text);
    return new Claim(
        c.id(),
        text,
        c.quotes(),
        c.speaker(),
        c.kind(),
        Optional.of(quantity),
        c.date(),
        c.hedge());
  }

  public static Claim dated(String date, String text) {
    Claim c = claim(text);
    return new Claim(
        c.id(),
        text,
        c.quotes(),
        c.speaker(),
        c.kind(),
        c.quantity(),
        Optional.of(date),
        c.hedge());
  }

  public static Claim hedged(Hedge hedge, String text) {
    Claim c = claim(text);
    return new Claim(
        c.id(), text, c.quotes(), c.speaker(), c.kind(), c.quantity(), c.date(), hedge);
  }

  public static GoldClaim must(Claim claim) {
    return new GoldClaim(claim, Weight.MUST);
  }

  public static GoldClaim must(String text) {
    return must(claim(text));
  }

  public static GoldClaim may(String text) {
    return new GoldClaim(claim(text), Weight.MAY);
  }
}
