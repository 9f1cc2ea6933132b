package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.doctor.DoctorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path dir;

  private CommandLineFixture fixture() throws IOException {
    CommandLineFixture fixture = new CommandLineFixture(dir);
    for (String name :
        List.of("verify.md", "verify.schema.json", "extract.md", "extract.schema.json")) {
      fixture.file("prompts/" + name, Files.readString(Path.of("prompts", name)));
    }
    return fixture;
  }

  @Test
  void a_line_a_check_and_exit_0_for_a_sound_server() throws IOException {
    try (DoctorServer server = new DoctorServer()) {
      CommandLineFixture.Done done = fixture().ask("doctor", server.model(), "--price-in", "2");
      assertThat(done.code()).as(done.err()).isZero();
      assertThat(done.out().lines()).hasSize(12).allMatch(line -> line.startsWith("ok       "));
      assertThat(done.out())
          .contains("ok       reach                 sound:latest (Q4_K_M) sha256:abc answered in")
          // 2 extractions and 4 verdicts
          .containsPattern("planned run +6 calls, .*costs about 0\\.");
    }
  }

  @Test
  void what_fails_is_said_with_what_to_do_and_exit_2() throws IOException {
    try (DoctorServer server = new DoctorServer()) {
      server.cutsTo = 2000;
      CommandLineFixture.Done done = fixture().ask("doctor", server.model());
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.out())
          .containsPattern(
              "failed +effective context +the server read 2,000 of .*; start the server");
    }
  }

  @Test
  void nobody_there_is_a_failed_line_and_exit_5() throws IOException {
    DoctorServer server = new DoctorServer();
    server.close();
    CommandLineFixture.Done done = fixture().ask("doctor", server.model());
    assertThat(done.code()).isEqualTo(5);
    assertThat(done.out()).startsWith("failed   reach").contains("ollama serve").hasLineCount(1);
  }

  @Test
  void a_journal_cannot_be_examined() throws IOException {
    CommandLineFixture.Done done = fixture().ask("doctor", "replay/runs/x");
    assertThat(done.code()).isEqualTo(2);
    assertThat(done.errLines()).hasSize(1);
  }

  @Test
  void a_swap_looks_for_both_and_examines_both_before_it_asks() throws IOException {
    try (DoctorServer sound = new DoctorServer();
        DoctorServer broken = new DoctorServer()) {
      CommandLineFixture.Done done = swap(sound.model(), "ollama/missing@http://127.0.0.1:1");
      assertThat(done.code()).isEqualTo(5);
      assertThat(done.err()).contains("nothing answers at http://127.0.0.1:1");
      assertThat(sound.asked()).isZero();

      broken.status = 500;
      done = swap(sound.model(), broken.model());
      assertThat(done.code()).isEqualTo(5);
      assertThat(done.err()).contains("ok       reach").contains("failed   reach");
      // Two short calls, a claim question and two verdicts on one article.
      assertThat(sound.asked()).isEqualTo(5);
      assertThat(dir.resolve("swap")).doesNotExist();
    }
  }

  private CommandLineFixture.Done swap(String a, String b) throws IOException {
    CommandLineFixture fixture = fixture();
    Path policy = fixture.file("eval/gate.yaml", Files.readString(Path.of("eval", "gate.yaml")));
    return fixture.line(
        "swap", a, b, "--policy", policy.toString(), "--out", fixture.path("swap").toString());
  }
}
