package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.text.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Downloads 98 MB for real. */
@EnabledIfEnvironmentVariable(
    named = "CLAIMBENCH_ONLINE",
    matches = "true",
    disabledReason = "downloads 98 MB: set CLAIMBENCH_ONLINE=true to run it")
class OnlineModelTest {
  @TempDir Path dir;

  @Test
  void smollm2_comes_through_its_mirror() throws Exception {
    ModelFiles files =
        ModelFiles.standard(new CacheFolders(Map.of("CLAIMBENCH_MODELS", dir.toString()), dir));
    TestModel.Heard heard = new TestModel.Heard();
    Path path = files.path("smollm2-135m", heard);
    assertThat(Files.size(path)).isEqualTo(98_362_432);
    assertThat(heard.done).endsWith(98_362_432L);
    assertThat(Sha256.sha256(path))
        .isEqualTo("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
  }
}
