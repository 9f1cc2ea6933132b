package dev.claimbench.score.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.Shared;
import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.imports.FeverFact;
import dev.claimbench.stats.Bootstrap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeopleAgreementTest {
  @Test
  void held_out_decisions_agree_with_people() {
    FeverFact data = FeverFact.read(List.of(Shared.file("data/feverfact/matching.jsonl")));
    PeopleAgreement.Measure measure =
        PeopleAgreement.containment(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU);
    Bootstrap bootstrap = new Bootstrap(200, 7);
    assertThat(PeopleAgreement.focus(data, measure, bootstrap).score().figure().getAsDouble())
        .isBetween(0.65, 0.70);
    assertThat(PeopleAgreement.coverage(data, measure, bootstrap).score().figure().getAsDouble())
        .isBetween(0.62, 0.75);
  }
}
