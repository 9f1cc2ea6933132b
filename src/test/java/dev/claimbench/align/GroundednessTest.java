package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.align.Grounding.Span;
import dev.claimbench.dataset.Passage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroundednessTest {
  private static final String TEXT =
      "The line opened on Thursday. “It is late,” said Ada Voss, “but it is here – at last.”\n\n"
          + "It cost 48 million crowns, of which the city paid half.";

  private static Grounding find(String quote) {
    return new Groundedness(TEXT, List.of()).find(quote);
  }

  @Test
  void a_verbatim_quote_is_exact() {
    Grounding g = find("cost 48 million crowns");
    assertThat(g.quoteMatch()).isEqualTo(QuoteMatch.EXACT);
    assertThat(g.similarity()).isEqualTo(1);
    assertThat(TEXT.substring(g.spans().get(0).start(), g.spans().get(0).end()))
        .isEqualTo("cost 48 million crowns");
  }

  @Test
  void what_shows_nothing_and_how_an_apostrophe_is_set_cost_one_rung() {
    for (String sign :
        new String[] {
          "\u200E",
          "\u200F",
          "\u202A",
          "\u2066",
          "\u061C",
          "\u00AD",
          "\u200B",
          "\uFE0F",
          "\u2060",
          "\u2061",
          "\u180E",
          "\u034F",
          "\u0001",
          "\uDB40\uDD00"
        }) {
      assertThat(
              new Groundedness("After " + sign + "40" + sign + " boats.", List.of())
                  .find("40 boats")
                  .quoteMatch())
          .as("U+%04X", sign.codePointAt(0))
          .isEqualTo(QuoteMatch.NORMALISED);
    }
    for (String sign : new String[] {"’", "‘", "ʼ", "ʻ", "´", "`", "′", "＇", "ꞌ", "\u1FFD"}) {
      assertThat(
              new Groundedness("It isn" + sign + "t late.", List.of())
                  .find("isn't late")
                  .quoteMatch())
          .as(sign)
          .isEqualTo(QuoteMatch.NORMALISED);
    }
    assertThat(new Groundedness("40 boats", List.of()).find("41 boats").quoteMatch())
        .isEqualTo(QuoteMatch.ABSENT);
  }

  @Test
  void typography_costs_one_rung() {
    assertThat(find("\"It is late,\" said Ada Voss").quoteMatch()).isEqualTo(QuoteMatch.NORMALISED);
    assertThat(find("it is here - at last.\" It cost").quoteMatch())
        .isEqualTo(QuoteMatch.NORMALISED);
    assertThat(find("ﬁ").quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
    assertThat(new Groundedness("five fine ﬁsh", List.of()).find("fine fish").quoteMatch())
        .isEqualTo(QuoteMatch.NORMALISED);
  }

  @Test
  void quotation_marks_put_around_a_quote_are_not_part_of_it() {
    assertThat(find("\"The line opened on Thursday.\"").quoteMatch()).isEqualTo(QuoteMatch.EXACT);
  }

  @Test
  void a_small_slip_is_fuzzy_and_shows_its_figure() {
    // "opens" for "opened": 2 edits in 28 characters
    Grounding g = find("The line openes on Thursdays.");
    assertThat(g.quoteMatch()).isEqualTo(QuoteMatch.FUZZY);
    // "opened" → "openes", "Thursday." → "Thursdays.": 2 edits, the longer has 29 characters
    assertThat(g.similarity()).isEqualTo(1 - 2 / 29.0);
    assertThat(g.spans()).containsExactly(new Span(0, 28));
  }

  @Test
  void more_than_a_tenth_wrong_is_absent() {
    Grounding g = find("The line closed on Friday.");
    assertThat(g.quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
    assertThat(g.similarity()).isBetween(0.5, 0.9);
    assertThat(g.spans()).isEmpty();
    assertThat(find("").quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
    assertThat(find("  \"\" ").quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
    assertThat(find("...").quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
  }

  @Test
  void parts_joined_by_an_ellipsis_are_found_in_order() {
    Grounding g = find("The line opened … 48 million crowns");
    assertThat(g.quoteMatch()).isEqualTo(QuoteMatch.EXACT);
    assertThat(g.spans()).hasSize(2);
    assertThat(find("The line opened [...] the city paid half").quoteMatch())
        .isEqualTo(QuoteMatch.EXACT);
    assertThat(find("The line opened... \"It is late,\"").quoteMatch())
        .isEqualTo(QuoteMatch.NORMALISED);
    assertThat(find("48 million crowns … The line opened").quoteMatch())
        .isEqualTo(QuoteMatch.ABSENT);
    assertThat(find("The line opened … and trains are banned").quoteMatch())
        .isEqualTo(QuoteMatch.ABSENT);
  }

  @Test
  void offsets_count_code_points() {
    // 🚋 is one code point and two UTF-16 units; é is written as e and an accent, two code points
    String text = "🚋🚋 Cafe\u0301 opens – today";
    Groundedness g = new Groundedness(text, List.of());
    assertThat(g.find("opens").spans()).containsExactly(new Span(9, 14));
    assertThat(g.find("Café opens - today").spans()).containsExactly(new Span(3, 22));
    assertThat(g.find("Café opens - today").quoteMatch()).isEqualTo(QuoteMatch.NORMALISED);
  }

  @Test
  void boilerplate_is_recognised_unless_the_article_says_it_too() {
    String text = "Follow us on Clipp. Trams run again. Trams run again tomorrow. Follow us";
    Groundedness g =
        new Groundedness(text, List.of(Passage.anywhere("Follow us on Clipp. Trams run again.")));
    assertThat(g.find("us on Clipp").boilerplate()).isTrue();
    assertThat(g.find("Trams run again").boilerplate()).isFalse();
    assertThat(g.find("Trams run again").spans()).containsExactly(new Span(37, 52));
    assertThat(boilerplate(g, "us on Clipp")).isTrue();
    assertThat(boilerplate(g, "us on Clipp", "again tomorrow")).isFalse();
    assertThat(boilerplate(g, "us on Clipp", "made up altogether")).isTrue();
    assertThat(boilerplate(g)).isFalse();
  }

  @Test
  void a_huge_text_and_a_huge_quote_stay_bounded() {
    String text = "The quick brown fox jumps over the lazy dog and rests. ".repeat(200_000);
    Groundedness g = new Groundedness(text, List.of());
    long start = System.nanoTime();
    assertThat(g.find("The quick brown fix jumps over the lazy dig and rests.").quoteMatch())
        .isEqualTo(QuoteMatch.FUZZY);
    assertThat(g.find("x".repeat(1_000_000)).quoteMatch()).isEqualTo(QuoteMatch.ABSENT);
    assertThat(g.find("nowhere to be found … ".repeat(100)).quoteMatch())
        .isEqualTo(QuoteMatch.ABSENT);
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  private static boolean boilerplate(Groundedness g, String... quotes) {
    return Groundedness.boilerplate(Stream.of(quotes).map(g::find).toList());
  }
}
