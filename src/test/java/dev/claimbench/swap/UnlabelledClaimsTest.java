package dev.claimbench.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.Json;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledClaimsTest {
  @TempDir Path dir;

  @Test
  void a_copy_has_the_verdicts_that_are_wanted_and_no_claim_without_one() throws IOException {
    Path all = dir.resolve("gold");
    Files.createDirectories(all.resolve("verify"));
    Files.writeString(
        all.resolve("verify/s.yaml"),
        """
        {"version":1,"story":"s","claims":[
          {"id":"v0001","text":"One.","family":"a","verdicts":{"a":{"label":"X"},"b":{"label":"Y"}}},
          {"id":"v0002","text":"Two.","family":"b","verdicts":{"b":{"label":"Z"}}}]}
        """);
    Files.writeString(all.resolve("verify/t.yaml"), "{}");
    Path some = dir.resolve("some");
    UnlabelledClaims.writeSome(all, Set.of("s/v0001@b"), some);
    assertThat(Json.MAPPER.readTree(Files.readString(some.resolve("verify/s.yaml"))))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"version":1,"story":"s","claims":[
                  {"id":"v0001","text":"One.","family":"a","verdicts":{"b":{"label":"Y"}}}]}
                """));
    assertThat(some.resolve("verify/t.yaml")).doesNotExist();
    Files.writeString(all.resolve("verify/s.yaml"), "{");
    assertThatThrownBy(() -> UnlabelledClaims.writeSome(all, Set.of("s/v0001@b"), some))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("s.yaml: changed since it was written; remove its folder");
  }
}
