package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.doctor.DoctorServer;
import dev.claimbench.run.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers share a run. */
class EndpointsTest {
  @TempDir Path dir;
  private CommandLineFixture fixture;

  @BeforeEach
  void fixture() throws IOException {
    fixture = new CommandLineFixture(dir);
    for (String name :
        List.of("verify.md", "verify.schema.json", "extract.md", "extract.schema.json")) {
      fixture.file("prompts/" + name, Files.readString(Path.of("prompts", name)));
    }
  }

  private CommandLineFixture.Done run(String... more) {
    List<String> words = new ArrayList<>(List.of("--tries", "1"));
    words.addAll(Arrays.asList(more));
    words.addAll(List.of("--out", fixture.path("run").toString()));
    return fixture.ask("run", words.toArray(String[]::new));
  }

  @Test
  void two_servers_share_the_work_and_the_manifest_names_both() throws IOException {
    try (DoctorServer a = new DoctorServer();
        DoctorServer b = new DoctorServer()) {
      CommandLineFixture.Done done =
          run("--model", a.model(), "--endpoint", b.address().toString());
      assertThat(done.code()).as(done.err()).isZero();
      assertThat(a.asked()).isPositive();
      assertThat(a.asked() + b.asked()).isEqualTo(6);
      assertThat(b.asked()).isPositive();
      Manifest manifest = Manifest.read(fixture.path("run"));
      assertThat(manifest.endpoints()).containsExactly(a.model(), b.model());
      assertThat(manifest.model().spec()).isEqualTo(a.model());
    }
  }

  @Test
  void a_dead_server_s_share_goes_to_the_other_and_is_said() throws IOException {
    try (DoctorServer b = new DoctorServer()) {
      DoctorServer a = new DoctorServer();
      a.close();
      CommandLineFixture.Done done =
          run("--model", a.model(), "--endpoint", b.address().toString());
      assertThat(done.code()).as(done.err()).isZero();
      assertThat(b.asked()).isEqualTo(6);
      assertThat(done.err()).contains("nothing answers at " + a.address()).contains("; left out");
      assertThat(Manifest.read(fixture.path("run")).model().spec()).isEqualTo(a.model());
    }
  }

  @Test
  void other_weights_under_the_same_name_are_refused() throws IOException {
    try (DoctorServer a = new DoctorServer();
        DoctorServer b = new DoctorServer()) {
      b.digest = "def";
      CommandLineFixture.Done done =
          run("--model", a.model(), "--endpoint", b.address().toString());
      assertThat(done.code()).isEqualTo(2);
      assertThat(done.err()).contains("its digest is sha256:def, not sha256:abc");
      assertThat(a.asked() + b.asked()).isZero();
    }
  }

  @Test
  void a_model_in_this_process_has_no_endpoints_and_none_is_named_twice() {
    assertThat(run("--endpoint", "http://127.0.0.1:1").errLines())
        .singleElement()
        .asString()
        .contains("--endpoint: djl/", "runs in this process");
    assertThat(
            run("--model", "ollama/x@http://127.0.0.1:1", "--endpoint", "http://127.0.0.1:1")
                .errLines())
        .singleElement()
        .asString()
        .contains("--endpoint: ollama/x@http://127.0.0.1:1 is there twice");
  }
}
