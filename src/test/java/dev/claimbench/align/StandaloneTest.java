package dev.claimbench.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What in a claim points outside it. */
class StandaloneTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "He resigned in May 2026. | He",
        "In May 2026 they opened a second plant. | they",
        "It has 4,000 members. | ",
        "It opened in 1998. | It",
        "Its members voted for a strike. | Its",
        "The company opened a plant in Perrin. | The company",
        "Sales of the firm fell by a tenth. | the firm",
        "The spokeswoman denied a leak. | The spokeswoman",
        "This decision was made in March 2026. | This decision",
        "The bridge pier cracked on Monday. | The bridge, on Monday",
        "Anna Rohm resigned yesterday. | yesterday",
        "Anna Rohm resigned three years ago. | years ago",
        "Anna Rohm resigned last week. | last week",
        "Anna Rohm resigned later that day. | later that day",
        "Anna Rohm resigned the following year. | the following year",
        "We will build a furnace. | We",
        "These ferries cost 4 million florins. | These",
        "Anna Rohm prefers the former. | the former",
      })
  void it_is_named(String claim, String words) {
    List<String> expected = words == null ? List.of() : List.of(words.split(", "));
    assertThat(Standalone.unresolved(claim)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna Rohm said that she would resign.",
        "Orsina stopped its line on 18 November 2025.",
        "In his speech, Barnaby Teck denied it.",
        "The company Orsina opened a plant in Perrin.",
        "Orsina said that the company would pay.",
        "The company that owns Orsina opened a plant.",
        "The mayor of Perrin resigned.",
        "The Perrin bridge shut on Monday, 4 May 2026.",
        "The Harrow Point bridge shut on Monday 4 May.",
        "It took Barcelona four years to win 14 trophies.",
        "It rained in Perrin in May 2026.",
        "Two sisters lost their house.",
        "Anna Rohm said: \"We were late yesterday.\"",
        "Anna Rohm said that Orsina had paid and that this was the end.",
        "The US will sell grain in 2026.",
        "If it becomes law, the orchard tax could apply from 2027.",
      })
  void it_stands_alone(String claim) {
    assertThat(Standalone.unresolved(claim)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The two sisters did not die; they are recovering. | ;",
        "Orsina stopped the line, which cost a day. | , which",
        "Gerda Pohl delivered 90 tonnes and was never paid. | and",
        "The pass was cleared and trains are running again. | and",
        "The union demands 6 percent while Orsina offers 3. | while",
        "Six ships were found, but the Heron has not been. | , but",
      })
  void a_second_fact_is_found_at_its_joint(String claim, String joint) {
    assertThat(Atomicity.joints(claim)).containsExactly(joint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idris Elba is an English actor, musician, and DJ.",
        "Ilse Rand and Anna Rohm met in Perrin.",
        "Between 3 and 5 boats sank.",
        "The board decided with 11 votes to 4.",
        "Anna Rohm said \"it was late and nobody came\".",
        "Farmers and retired judges signed.",
      })
  void one_fact_has_no_joint(String claim) {
    assertThat(Atomicity.joints(claim)).isEmpty();
  }

  @Test
  void hostile_text_takes_no_longer_than_its_length() {
    for (String part :
        List.of("he ", "\u201c", "\"", "the company ", " and was", "it it ", ", which ", "last ")) {
      String text = part.repeat(100_000 / part.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            Standalone.unresolved(text);
            Atomicity.joints(text);
          },
          part);
    }
  }
}
