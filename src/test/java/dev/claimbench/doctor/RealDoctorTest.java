package dev.claimbench.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.doctor.CheckResult.Level;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelOptions;
import dev.claimbench.model.ModelPaths;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.model.Models;
import dev.claimbench.model.RealParts;
import dev.claimbench.model.Sampling;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real SmolLM2 in this process: small, so that it is not clever, but sound. */
class RealDoctorTest {
  @Test
  void a_real_model_is_reached_follows_schemas_and_repeats() throws Exception {
    Path file = RealParts.smolLm2();
    ModelSpec spec = ModelSpec.parse("gguf/smollm2-135m");
    List<CheckResult> findings = new ArrayList<>();
    try (Model model =
        Models.open(spec, new ModelOptions(512, 2, name -> null, ModelPaths.at(file)))) {
      Sampling sampling = Sampling.greedy(1, Duration.ofMinutes(2));
      DoctorSettings visit =
          new DoctorSettings(
              spec,
              512,
              sampling,
              false,
              List.of(1),
              Price.UNKNOWN,
              Clock.systemUTC(),
              name -> null);
      new Doctor(model, visit, findings::add).examine(List.of());
    }
    assertThat(findings).noneMatch(f -> f.level() == Level.FAILED);
    assertThat(findings)
        .filteredOn(f -> f.level() == Level.OK)
        .extracting(CheckResult::check)
        .contains(
            "reach", "context asked for", "schema, thinking unset", "repeatability", "memory");
    // Whether so small a model finds both needles is its own affair; that they arrived is ours.
    assertThat(findings)
        .filteredOn(f -> f.check().equals("effective context"))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("arrived"));
  }
}
