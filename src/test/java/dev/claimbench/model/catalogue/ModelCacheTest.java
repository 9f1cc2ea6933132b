package dev.claimbench.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.model.catalogue.ModelCache.State;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
  private static final ModelFile MODEL = TestModel.from();
  @TempDir Path dir;
  private ModelCache cache;

  @BeforeEach
  void cache() {
    cache = new ModelCache(dir);
  }

  @Test
  void the_folder_is_the_users_own_or_the_systems_or_the_usual_one() {
    Path home = Path.of("/home/ada");
    assertThat(
            new CacheFolders(Map.of("CLAIMBENCH_MODELS", "/m", "XDG_CACHE_HOME", "/x"), home)
                .models())
        .isEqualTo(Path.of("/m"));
    assertThat(new CacheFolders(Map.of("XDG_CACHE_HOME", "/x"), home).models())
        .isEqualTo(Path.of("/x/claimbench/models"));
    assertThat(new CacheFolders(Map.of("XDG_CACHE_HOME", "here"), home).models())
        .isEqualTo(home.resolve(".cache/claimbench/models"));
    assertThat(new CacheFolders(Map.of("XDG_CACHE_HOME", "~/x"), home).models())
        .isEqualTo(home.resolve("x/claimbench/models"));
    assertThat(new CacheFolders(Map.of("CLAIMBENCH_MODELS", "~"), home).models()).isEqualTo(home);
    assertThat(new CacheFolders(Map.of("CLAIMBENCH_MODELS", "~m/x"), home).models())
        .isEqualTo(Path.of("~m/x"));
    assertThat(new CacheFolders(Map.of("CLAIMBENCH_MODELS", ""), home).models())
        .isEqualTo(Path.of("/home/ada/.cache/claimbench/models"));
  }

  @Test
  void a_user_whom_the_system_does_not_know_has_the_folder_that_the_environment_names() {
    // What Java says of such a user, in a container that was started under another number.
    Path unknown = Path.of("?");
    assertThat(new CacheFolders(Map.of("HOME", "/data", "XDG_CACHE_HOME", ""), unknown).models())
        .isEqualTo(Path.of("/data/.cache/claimbench/models"));
    assertThat(new CacheFolders(Map.of("XDG_CACHE_HOME", "/x"), unknown).models())
        .isEqualTo(Path.of("/x/claimbench/models"));
    assertThatThrownBy(() -> new CacheFolders(Map.of(), unknown).models())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no home folder for what is cached: this user has none, and HOME is not set; set HOME,"
                + " XDG_CACHE_HOME or CLAIMBENCH_MODELS to a folder that can be written");
    assertThatThrownBy(() -> new CacheFolders(Map.of("HOME", "?"), unknown).models())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("HOME is '?', no absolute path");
  }

  @Test
  void a_file_put_there_by_hand_is_checked_once_and_remembered() throws IOException {
    Path file = cache.path(MODEL);
    TestModel.put(file, TestModel.BYTES);
    assertThat(cache.state(MODEL)).isEqualTo(State.UNVERIFIED);
    assertThat(cache.verified(MODEL)).contains(file);
    assertThat(cache.state(MODEL)).isEqualTo(State.VERIFIED);
    assertThat(dir.resolve("tiny.gguf.sha256")).content().startsWith(TestModel.SHA + "  tiny.gguf");
    // Same size and time, other bytes: the time of the last change of status tells.
    FileTime time = Files.getLastModifiedTime(file);
    TestModel.put(file, new byte[300_000]);
    Files.setLastModifiedTime(file, time);
    assertThat(cache.state(MODEL)).isEqualTo(State.UNVERIFIED);
    assertThat(cache.verified(MODEL)).isEmpty();
  }

  @Test
  void a_file_that_changed_is_checked_again() throws IOException {
    Path file = cache.path(MODEL);
    TestModel.put(file, TestModel.BYTES);
    cache.verified(MODEL);
    TestModel.put(file, new byte[300_000]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(cache.state(MODEL)).isEqualTo(State.UNVERIFIED);
    assertThat(cache.verified(MODEL)).isEmpty();
    assertThat(cache.state(MODEL)).isEqualTo(State.DAMAGED);
  }

  @Test
  void the_hash_of_a_users_own_file_leaves_no_trace_beside_it() throws IOException {
    Path own = dir.resolve("own/own.gguf");
    TestModel.put(own, TestModel.BYTES);
    assertThat(cache.sha256(own)).isEqualTo(TestModel.SHA);
    assertThat(own.getParent()).isDirectoryNotContaining("glob:**.sha256");
  }

  @Test
  void removing_leaves_nothing_of_a_model_and_all_of_the_others() {
    TestModel.put(dir.resolve("other.gguf"), new byte[1]);
    TestModel.put(cache.path(MODEL), TestModel.BYTES);
    cache.verified(MODEL);
    TestModel.put(cache.part(MODEL), new byte[5]);
    TestModel.put(cache.work(MODEL).resolve("tmp/x"), new byte[5]);
    assertThat(cache.remove(MODEL)).isGreaterThanOrEqualTo(300_010);
    assertThat(cache.state(MODEL)).isEqualTo(State.ABSENT);
    assertThat(dir.toFile().list()).containsExactly("other.gguf");
    assertThat(cache.remove(MODEL)).isZero();
  }

  @Test
  void a_cut_off_download_shows_as_partial() {
    TestModel.put(cache.part(MODEL), new byte[5]);
    assertThat(cache.state(MODEL)).isEqualTo(State.PARTIAL);
  }
}
