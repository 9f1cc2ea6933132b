package dev.claimbench.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementRateTest {
  @Test
  void agreement_beyond_chance_is_less_than_agreement() {
    // Agreed 3 of 4. First: 2 a, 2 b; second: 3 a, 1 b. By chance (2*3 + 2*1)/16 = 0.5.
    // Kappa (0.75 - 0.5) / (1 - 0.5) = 0.5.
    AgreementRate rate =
        AgreementRate.compute(List.of("a", "a", "b", "b"), List.of("a", "a", "a", "b"));
    assertThat(rate.share()).isEqualTo(0.75);
    assertThat(rate.kappa()).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void one_label_is_set_against_all_others() {
    // b and c are the same where only a counts: 3 of 3 agreed.
    AgreementRate rate =
        AgreementRate.compute(List.of("a", "b", "c"), List.of("a", "c", "b"), "a"::equals);
    assertThat(rate).isEqualTo(new AgreementRate(3, 3, 1));
  }

  @Test
  void what_is_not_defined_is_a_dash() {
    assertThat(AgreementRate.text(AgreementRate.compute(List.of(), List.of()).share()))
        .isEqualTo("–");
    assertThat(AgreementRate.text(AgreementRate.compute(List.of("a"), List.of("a")).kappa()))
        .isEqualTo("–");
    assertThat(AgreementRate.text(2.0 / 3)).isEqualTo("0.667");
  }
}
