package dev.claimbench.align;

import static dev.claimbench.align.Claims.claim;
import static dev.claimbench.align.Claims.counted;
import static dev.claimbench.align.Claims.dated;
import static dev.claimbench.align.Claims.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.dataset.Bound;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Quantity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
  private static final Optional<LocalDate> SATURDAY = Optional.of(LocalDate.of(2026, 3, 14));

  private static List<Conflict.Field> conflicts(Claim gold, Claim predicted) {
    return Match.compare(gold, predicted, SATURDAY).conflicts().stream()
        .map(Conflict::field)
        .toList();
  }

  private static List<Conflict.Field> conflicts(String gold, String predicted) {
    return conflicts(claim(gold), claim(predicted));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Passengers had to pay.                 | Passengers did not have to pay.
          Tarrant made a forecast.               | Tarrant declined to make a forecast.
          Tap water still comes from the lake.   | Tap water no longer comes from the lake.
          The two sisters died.                  | The two sisters did not die.
          The office cleared it without delay.   | The office did not clear it without delay.
          The farmers deny that farms caused it. | The farmers do not deny that farms caused it.
          The strike isn't finished.             | The strike is finished.
          """)
  void a_negation_on_one_side_is_contrary(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).containsExactly(Conflict.Field.POLARITY);
    assertThat(conflicts(predicted, gold)).containsExactly(Conflict.Field.POLARITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Nobody was hurt.                    | No one was injured.
          No more than 40 people came.        | At most 40 people came.
          The tram was not free at first.     | Passengers had to pay from the first departure.
          Not only Meta but also Alibaba won. | Meta won, and so did Alibaba.
          He did not sign, but she signed.    | She signed.
          """)
  void what_is_said_another_way_is_no_negation(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It cost 48 million crowns.       | It cost 61 million crowns.
          The route is 6.4 kilometres long.| The route is 6.4 miles long.
          The vote was 16 to 12.           | The vote was 14 to 13.
          The goal fell in the 118th minute.| The goal fell in the 113th minute.
          Costs fell by up to 90%.         | Costs fell by up to 20%.
          Costs fell by up to 90%.         | Costs fell by more than 90%.
          Ninety percent agreed.           | Nineteen per cent agreed.
          The wind reached 120 km/h.       | The wind reached 120 mph.
          She finished in 6:21.4.          | She finished in 6:24.1.
          Fifty were hurt.                 | Exactly 48 were hurt.
          The firm paid 62 million dollars.      | The firm paid 62 million florins.
          """)
  void a_changed_number_in_the_text_is_contrary(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).containsExactly(Conflict.Field.QUANTITY);
    assertThat(conflicts(predicted, gold)).containsExactly(Conflict.Field.QUANTITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It cost 48 million crowns.         | It cost 48,000,000 crowns.
          48 people were hurt.               | About 50 people were hurt.
          The route is 6.4 kilometres long.  | The 4-mile route is open.
          Up to 90% less was paid.           | As much as ninety percent less was paid.
          It cost 45 to 55 million crowns.   | Between 45 and 55 million crowns were spent.
          Two workers were hurt in 2026.     | A derailment hurt workers.
          Half a million people saw it.      | It was seen by 500,000 people.
          It weighs $48m.                    | It weighs 48 million dollars.
          One of the first trams left.       | A tram left.
          """)
  void the_same_number_written_another_way_agrees(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).isEmpty();
  }

  @Test
  void quantity_fields_decide_before_texts() {
    Claim gold = counted(Quantity.of(48e6, "crowns", Bound.EXACTLY), "It cost 48 million crowns.");
    assertThat(
            conflicts(gold, counted(Quantity.of(48, "million crowns", Bound.EXACTLY), "It cost.")))
        .isEmpty();
    assertThat(
            conflicts(gold, counted(Quantity.of(61e6, "", Bound.EXACTLY), "It cost 48 million.")))
        .containsExactly(Conflict.Field.QUANTITY);
    // One field only: the numbers in the other's text.
    assertThat(conflicts(gold, claim("It cost 61 million crowns.")))
        .containsExactly(Conflict.Field.QUANTITY);
    assertThat(conflicts(gold, claim("It was dear."))).isEmpty();
    // Another quantity of the same sentence is no conflict.
    assertThat(
            conflicts(
                gold,
                counted(
                    Quantity.of(6.4, "miles", Bound.EXACTLY),
                    "The 6.4-mile line cost 48 million crowns.")))
        .isEmpty();
    // The same figure of something else is.
    assertThat(
            conflicts(
                counted(Quantity.of(30, "percent", Bound.EXACTLY), "It grew."),
                counted(Quantity.of(30, "km", Bound.EXACTLY), "It grew.")))
        .containsExactly(Conflict.Field.QUANTITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-12 | 2026-03-13
          2026-03-12 | 2026-04
          2026       | 2025
          2026-03-12 | Friday
          2026-03-14 | yesterday
          2026-01    | last month
          2026       | last year
          2026-03-12 | 13 March
          """)
  void another_date_is_contrary(String gold, String predicted) {
    assertThat(conflicts(dated(gold, "It opened."), dated(predicted, "It opened.")))
        .containsExactly(Conflict.Field.DATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-12 | 2026-03-12
          2026-03-12 | 2026-03
          2026       | 12 March 2026
          2026-03-12 | March 12th, 2026
          2026-03-13 | Friday
          2026-03-14 | today
          2026-02    | last month
          2026-03-20 | next Friday
          2026-03-12 | spring
          2026-03    | march
          """)
  void dates_agree_at_the_coarser_granularity(String gold, String predicted) {
    assertThat(conflicts(dated(gold, "It opened."), dated(predicted, "It opened."))).isEmpty();
  }

  @Test
  void dates_in_texts_stand_in_for_missing_fields() {
    assertThat(conflicts("It opened on 12 March 2026.", "It opened on 13 March 2026."))
        .containsExactly(Conflict.Field.DATE);
    assertThat(conflicts(dated("2026-03-12", "It opened."), claim("It opened on Friday.")))
        .containsExactly(Conflict.Field.DATE);
    assertThat(conflicts("It opened on 12 March 2026.", "It opened in March.")).isEmpty();
    assertThat(conflicts("It may open in May 2026.", "It may open.")).isEmpty();
    assertThat(conflicts("It opened in 2019.", "In 2019 trams opened.")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ada Voss        | Voss
          Ada Voss        | Dr. Ada Voss
          Ada Voss        | A. Voss
          ADA VOSS        | Ada Voss, chair of the committee
          Hugging Face    | HF
          José Núñez      | Jose Nunez
          Mayor Ilse Tarrant | the mayor
          Ada Voss        | experts
          Ada Voss        | none
          Lindmere council | the council
          """)
  void a_speaker_by_another_name_agrees(String gold, String predicted) {
    assertThat(conflicts(statement(gold, "It is late."), statement(predicted, "It is late.")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ada Voss     | Ben Voss
          Ilse Tarrant | Bram Oduya
          Meta         | Alibaba
          """)
  void another_speaker_is_contrary(String gold, String predicted) {
    assertThat(conflicts(statement(gold, "It is late."), statement(predicted, "It is late.")))
        .containsExactly(Conflict.Field.SPEAKER);
  }

  @Test
  void a_speaker_in_a_phrase_is_the_speaker() {
    assertThat(
            conflicts(
                "Bram Oduya predicted that cars would vanish.",
                "In Bram Oduya's forecast, cars would vanish."))
        .isEmpty();
  }

  @Test
  void a_sentence_can_name_its_own_speaker() {
    assertThat(conflicts("Mayor Ilse Tarrant predicted less traffic.", "Bram Oduya predicted it."))
        .containsExactly(Conflict.Field.SPEAKER);
    assertThat(
            conflicts(
                statement("Ilse Tarrant", "Less traffic."), claim("According to Tarrant, so.")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Amina Telle won the race.         | Lotte Hagen was declared the winner of the race.
          Kimi is made by Moonshot.         | Kimi is made by ByteDance.
          The books go to Mint Square.      | The books go to the school in Fenner Street.
          The "Marten" won the prize.       | The "Old Sigrun" won the prize.
          """)
  void another_name_in_the_same_place_is_contrary(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).containsExactly(Conflict.Field.NAME);
    assertThat(conflicts(predicted, gold)).containsExactly(Conflict.Field.NAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Dr Ada Voss opened the lab in Oxmoor.  | The lab was opened by Voss.
          China backs its labs.                  | The Chinese labs have state backing.
          Pedestrians may cross Mill Lane.       | People on foot may cross Mill Lane.
          Runa Feld won for Port Ovel.           | The race went to Feld.
          """)
  void a_shorter_name_or_one_that_is_left_out_is_not(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).isEmpty();
    assertThat(conflicts(predicted, gold)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Marit Oude will leave Torrow.          | Marit Oude is staying at Torrow.
          The festival saw two boats collide.    | No boats collided at the festival.
          The jury acquitted Leopold Castor.     | The jury convicted Leopold Castor.
          """)
  void the_opposite_is_contrary(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).containsExactly(Conflict.Field.POLARITY);
    assertThat(conflicts(predicted, gold)).containsExactly(Conflict.Field.POLARITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          None of the six will lose their job.    | All six keep their job.
          It is not known what caused the fire.   | What caused the fire is unknown.
          The offer was turned down by Halvast.   | Halvast declined the offer.
          """)
  void the_same_with_and_without_a_negation_is_not(String gold, String predicted) {
    assertThat(conflicts(gold, predicted)).isEmpty();
    assertThat(conflicts(predicted, gold)).isEmpty();
  }
}
