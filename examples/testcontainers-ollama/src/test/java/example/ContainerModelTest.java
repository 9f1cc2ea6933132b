package example;

import static dev.claimbench.testing.ClaimbenchAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.claimbench.RunFolder;
import dev.claimbench.testing.Suite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.ollama.OllamaContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A suite whose model is a container: nothing has to be installed or running but Docker. */
class ContainerModelTest {
  private static final String MODEL = "smollm2:135m";
  private static OllamaContainer ollama;

  @BeforeAll
  static void a_container_with_the_model() throws Exception {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return;
    }
    String gguf = System.getProperty("ollama.gguf", "");
    ollama =
        new OllamaContainer(
            DockerImageName.parse(System.getProperty("ollama.image"))
                .asCompatibleSubstituteFor("ollama/ollama"));
    if (!gguf.isEmpty()) {
      ollama
          .withCopyFileToContainer(MountableFile.forHostPath(Path.of(gguf)), "/model.gguf")
          .withCopyToContainer(Transferable.of("FROM /model.gguf\n"), "/Modelfile");
    }
    ollama.start();
    Container.ExecResult made =
        gguf.isEmpty()
            ? ollama.execInContainer("ollama", "pull", MODEL)
            : ollama.execInContainer("ollama", "create", MODEL, "-f", "/Modelfile");
    assertEquals(0, made.getExitCode(), made::toString);
  }

  @BeforeEach
  void nothing_without_Docker() {
    assumeTrue(ollama != null, "there is no Docker on this machine");
  }

  @AfterAll
  static void no_container_is_left() {
    if (ollama != null) {
      ollama.stop();
    }
  }

  private static RunFolder run() {
    String model = "ollama/" + MODEL + "@" + ollama.getEndpoint();
    return Suite.of(model, "news/seeds", "news/eval").run();
  }

  /** The server holds every answer to the schema. */
  @Test
  void every_verdict_is_one() {
    assertThat(run()).isComplete().hasObservedAtLeast("verify.valid", 1);
  }

  /** A suite for a larger model asks for more. */
  @Test
  void it_refuses_nothing() {
    assertThat(run()).hasNoRefusedAnswers();
  }
}
