package dev.claimbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.model.Think;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run asked, the next need not; what is not the very same is asked again. */
class CacheTest {
  private static final ModelInfo INFO = StandInModel.INFO;
  private static final Call CALL = Given.calls(1).get(0);

  @TempDir private Path dir;
  private Cache cache;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void cache() {
    cache = new Cache(dir.resolve("cache"));
  }

  private StandInModel run(String name, ModelInfo info, Optional<Cache> with) throws Exception {
    StandInModel model = new StandInModel((prompt, time) -> StandInModel.says(prompt.item()));
    Path folder = dir.resolve(name);
    try (RunStore store = RunStore.open(folder)) {
      boolean done =
          new Runner(
                  model,
                  store,
                  Given.nobody(),
                  Given.CLOCK,
                  new Retries(1, Duration.ofMillis(1), 7),
                  AdaptiveConcurrency.fixed(2),
                  ReplyReuse.forRun(with, info, name, notes::add))
              .run(() -> Given.plan(3).calls(info).iterator());
      assertThat(done).isTrue();
    }
    return model;
  }

  private static ModelInfo info(String digest, Map<String, String> versions) {
    return new ModelInfo(INFO.spec(), INFO.runtime(), INFO.name(), digest, "Q4", 8192, versions);
  }

  @Test
  void a_second_run_asks_nothing_and_says_where_its_answers_are_from() throws Exception {
    assertThat(run("first", INFO, Optional.of(cache)).asked()).hasSize(3);
    assertThat(run("second", INFO, Optional.of(cache)).asked()).isEmpty();
    assertThat(RunStore.read(dir.resolve("first")).values())
        .allSatisfy(e -> assertThat(e.cached()).isEmpty());
    assertThat(RunStore.read(dir.resolve("second")).values())
        .hasSize(3)
        .allSatisfy(
            e -> {
              assertThat(e.reply()).contains(StandInModel.says(e.item()));
              assertThat(e.cached().orElseThrow().run()).isEqualTo("first");
              assertThat(e.cached().orElseThrow().at()).isEqualTo("2026-03-02T10:00:00Z");
            });
  }

  @Test
  void other_weights_under_the_same_name_are_a_miss() throws Exception {
    run("first", INFO, Optional.of(cache));
    assertThat(run("other", info("sha256:1", Map.of()), Optional.of(cache)).asked()).hasSize(3);
  }

  @Test
  void another_version_of_the_server_is_a_miss() throws Exception {
    run("first", info("sha256:0", Map.of("ollama", "0.17.4")), Optional.of(cache));
    ModelInfo newer = info("sha256:0", Map.of("ollama", "0.18.0"));
    assertThat(run("newer", newer, Optional.of(cache)).asked()).hasSize(3);
  }

  @Test
  void a_model_without_a_digest_is_never_cached_and_that_is_said() throws Exception {
    run("first", info("", Map.of()), Optional.of(cache));
    assertThat(run("second", info("", Map.of()), Optional.of(cache)).asked()).hasSize(3);
    assertThat(notes.get(0))
        .isEqualTo(
            "openai/stand-in@http://127.0.0.1:1/v1: tells no digest, so its answers are not"
                + " cached; --revision NAME says which weights it has");
    assertThat(dir.resolve("cache")).doesNotExist();
  }

  @Test
  void everything_that_decides_an_answer_is_in_the_key() {
    Sampling greedy = CALL.sampling();
    Sampling warm =
        new Sampling(
            0.7, Optional.empty(), Optional.empty(), 0, 100, greedy.timeout(), Optional.empty());
    Sampling longer = Sampling.greedy(200, greedy.timeout());
    Sampling thinking =
        new Sampling(
            0, Optional.empty(), Optional.empty(), 0, 100, greedy.timeout(), Optional.of(Think.ON));
    PromptTemplate schema =
        new PromptTemplate("extract", 1, "Take.", "{{article}}", "{\"type\":\"array\"}", 100);
    List<Call> others =
        List.of(
            CALL,
            Call.of(CALL.prompt(), warm, 1, INFO),
            Call.of(CALL.prompt(), longer, 1, INFO),
            Call.of(CALL.prompt(), thinking, 1, INFO),
            Call.of(CALL.prompt(), greedy.withSeed(1), 1, INFO),
            Call.of(CALL.prompt(), greedy, 2, INFO),
            Call.of(Tasks.EXTRACT.prompt(schema, CALL.prompt().article()), greedy, 1, INFO),
            Given.calls(2).get(1));
    assertThat(others).extracting(c -> Cache.key(c, INFO)).doesNotHaveDuplicates();
    // Patience is no part of the question.
    Call patient = Call.of(CALL.prompt(), Sampling.greedy(100, Duration.ofHours(1)), 1, INFO);
    assertThat(Cache.key(patient, INFO)).isEqualTo(Cache.key(CALL, INFO));
  }

  @Test
  void an_answer_that_was_changed_is_a_miss() throws Exception {
    run("first", INFO, Optional.of(cache));
    Path file = cache.file(CALL, INFO);
    String text = Files.readString(file);
    String answer = StandInModel.says(CALL.prompt().item()).text();
    String written = dev.claimbench.text.Json.MAPPER.writeValueAsString(answer);
    assertThat(text).contains(written);
    Files.writeString(file, text.replace(written, "\"other\""));
    assertThat(run("second", INFO, Optional.of(cache)).asked()).hasSize(1);
    // One without a checksum, as they once were kept, may have been changed as well.
    Files.writeString(file, text.replaceAll(",\\s*\"sha256\" : \"[0-9a-f]{64}\"", ""));
    assertThat(Files.readString(file)).doesNotContain("\"sha256\" :");
    assertThat(run("third", INFO, Optional.of(cache)).asked()).hasSize(1);
    assertThat(run("fourth", INFO, Optional.of(cache)).asked()).isEmpty();
  }

  @Test
  void answers_are_the_users_alone() throws Exception {
    run("first", INFO, Optional.of(cache));
    Path file = cache.file(CALL, INFO);
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(
            java.nio.file.attribute.PosixFilePermission.OWNER_READ,
            java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    assertThat(Files.getPosixFilePermissions(cache.folder()))
        .containsExactlyInAnyOrder(
            java.nio.file.attribute.PosixFilePermission.OWNER_READ,
            java.nio.file.attribute.PosixFilePermission.OWNER_WRITE,
            java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }

  @Test
  void a_damaged_file_is_a_miss_and_is_mended() throws Exception {
    run("first", INFO, Optional.of(cache));
    Files.writeString(cache.file(CALL, INFO), "{\"version\":1");
    assertThat(run("second", INFO, Optional.of(cache)).asked()).containsOnlyKeys("a0");
    assertThat(run("third", INFO, Optional.of(cache)).asked()).isEmpty();
  }

  @Test
  void a_cache_that_cannot_be_written_stops_nothing_and_is_said_once() throws Exception {
    Files.writeString(dir.resolve("cache"), "a file");
    assertThat(run("first", INFO, Optional.of(cache)).asked()).hasSize(3);
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).startsWith("the cache is not written: ");
  }

  /** What another program left there stops neither the table nor a run. */
  @Test
  void what_is_no_entry_is_named_damaged_or_left_alone() throws Exception {
    Path folder = Files.createDirectories(cache.folder().resolve("ab"));
    Files.write(folder.resolve("ab" + "0".repeat(62) + ".json"), new byte[] {(byte) 0xff, 0});
    Files.createDirectories(folder.resolve("ab" + "1".repeat(62) + ".json").resolve("x"));
    Files.writeString(
        folder.resolve("ab" + "2".repeat(62) + ".json"),
        "{\"model\": {\"spec\": \"a\\r\\n::error::\\u001b[31m\", \"digest\": \"\\n\"}}");
    assertThat(CacheFiles.stats(cache).stream().map(CacheFiles.Share::model))
        .containsExactlyInAnyOrder("damaged", "a ::error::\\u001b[31m  ");
    assertThat(CacheFiles.prune(cache, Instant.now().plus(Duration.ofDays(1))).replies())
        .isEqualTo(2);
    assertThat(folder.resolve("ab" + "1".repeat(62) + ".json").resolve("x")).isDirectory();
  }

  @Test
  void what_was_not_used_for_long_is_pruned() throws Exception {
    run("first", INFO, Optional.of(cache));
    Instant used = Given.CLOCK.instant();
    cache.find(CALL, INFO, used.plus(Duration.ofDays(10)));
    CacheFiles.Share deleted = CacheFiles.prune(cache, Instant.now().plus(Duration.ofDays(1)));
    // The one that was used lies in the past of this clock, as the other two.
    assertThat(deleted.replies()).isEqualTo(3);
    run("second", INFO, Optional.of(cache));
    cache.find(CALL, INFO, Instant.now().plus(Duration.ofDays(10)));
    assertThat(CacheFiles.prune(cache, Instant.now().plus(Duration.ofDays(1))).replies())
        .isEqualTo(2);
    assertThat(CacheFiles.stats(cache)).hasSize(1);
    assertThat(CacheFiles.stats(cache).get(0).model()).isEqualTo(INFO.spec() + " 0");
  }

  @Test
  void what_is_behind_a_name_is_remembered() throws Exception {
    assertThat(cache.lastSeen(INFO.spec())).isEmpty();
    run("first", INFO, Optional.of(cache));
    assertThat(cache.lastSeen(INFO.spec())).contains(INFO);
  }
}
