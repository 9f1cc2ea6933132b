package dev.claimbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.plugin.MineRuntime;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code claimbench}, started as a user does. */
class LauncherTest {
  @TempDir Path dir;
  private Install install;
  private Path elsewhere;

  @BeforeEach
  void install() throws IOException {
    install = new Install(Files.createDirectories(dir.resolve("my tools").resolve("claim bench")));
    elsewhere = Files.createDirectories(dir.resolve("else where"));
  }

  @AfterEach
  void remove() throws IOException {
    install.close();
  }

  private Install.Ended launch(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(install.home.resolve("claimbench").toString()), Stream.of(arguments))
            .toList();
    return install.run(elsewhere, command.toArray(String[]::new));
  }

  @Test
  void it_starts_from_another_folder_and_through_links() throws Exception {
    Path first = Files.createSymbolicLink(dir.resolve("one"), install.home.resolve("claimbench"));
    // A relative link to a link.
    Path second = Files.createSymbolicLink(elsewhere.resolve("two"), Path.of("..", "one"));
    assertThat(first).isExecutable();
    Install.Ended ended = install.run(elsewhere, second.toString(), "--version");
    assertThat(ended.err()).isEqualTo("building Claimbench (a minute or two the first time)…\n");
    assertThat(ended.out()).startsWith("claimbench ");
    assertThat(ended.code()).isZero();
  }

  @Test
  void it_builds_only_what_has_changed() throws Exception {
    assertThat(launch("--version").code()).isZero();
    assertThat(launch("--version").err()).isEmpty();
    assertThat(install.builds()).isEqualTo(1);
    Path jar = install.home.resolve("target/claimbench.jar");
    Files.setLastModifiedTime(
        install.home.resolve("src/main/Source.java"),
        FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusMillis(1)));
    assertThat(launch("--version").err()).startsWith("building");
    assertThat(launch("--version").err()).isEmpty();
    assertThat(install.builds()).isEqualTo(2);
  }

  @Test
  void the_demo_builds_without_what_runs_models_and_the_next_command_builds_the_rest()
      throws Exception {
    install.withArchive();
    assertThat(launch("demo", "--help").err())
        .isEqualTo("building Claimbench (a minute or two the first time)…\n");
    assertThat(launch("compare", "--help").err()).isEmpty();
    assertThat(install.calls()).singleElement().asString().contains(" -Dcore ");
    // It takes longer to make than it would save before the next build.
    assertThat(install.home.resolve("target/claimbench.jsa")).doesNotExist();

    assertThat(launch("--version").err())
        .isEqualTo(
            "building the rest of Claimbench, with what runs models (a minute or two, once)…\n");
    assertThat(install.home.resolve("target/claimbench.jsa")).exists();
    assertThat(launch("demo", "--help").err()).isEmpty();
    Files.setLastModifiedTime(
        install.home.resolve("src/main/Source.java"),
        FileTime.from(
            Files.getLastModifiedTime(install.home.resolve("target/claimbench.jar"))
                .toInstant()
                .plusMillis(1)));
    // Nothing that is there is taken away.
    assertThat(launch("demo", "--help").err()).startsWith("building Claimbench (");
    assertThat(install.calls())
        .hasSize(3)
        .satisfiesOnlyOnce(call -> assertThat(call).contains("-Dcore"));
  }

  @Test
  void a_jar_that_Maven_built_meanwhile_is_whole_and_one_for_the_demo_takes_no_plugins()
      throws Exception {
    launch("demo", "--help");
    Path jar = install.home.resolve("target/claimbench.jar");
    Files.setLastModifiedTime(
        jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusMillis(1)));
    assertThat(launch("--version").err()).isEmpty();

    Files.delete(jar);
    install.with("CLAIMBENCH_PLUGINS", plugins().toString());
    assertThat(launch("demo", "--help").code()).isZero();
    assertThat(install.calls()).last().asString().doesNotContain("-Dcore");
  }

  @Test
  void the_build_needs_no_tests() throws Exception {
    launch("--version");
    assertThat(Files.readString(install.mvnCalls))
        .contains("-Dmaven.test.skip=true")
        .doesNotContain("package");
  }

  @Test
  void the_archive_of_classes_is_made_once_and_used() throws Exception {
    // Java 17 finds nothing in an archive whose path has a space; then the start is slower.
    install.close();
    install = new Install(Files.createDirectories(dir.resolve("plain"))).withArchive();
    launch("--version");
    Path archive = install.home.resolve("target/claimbench.jsa");
    assertThat(archive).isNotEmptyFile();
    FileTime made = Files.getLastModifiedTime(archive);
    install.with("CLAIMBENCH_JAVA_OPTS", "-verbose:class");
    List<String> loaded = launch("--version").out().lines().toList();
    assertThat(loaded)
        .anyMatch(
            l ->
                l.matches(
                    ".*dev.claimbench.cli.options.Environment source: shared objects file.*"));
    if (Runtime.version().feature() < 25) {
      // Its jar is found through the manifest's class path. Java 25 archives no classes in its old
      // format.
      assertThat(loaded)
          .anyMatch(l -> l.matches(".*picocli.CommandLine source: shared objects file.*"));
    }
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  /** A jar with the runtime {@code mine/}, in a folder of plugins. */
  private Path plugins() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("plug ins"));
    String type = MineRuntime.class.getName().replace('.', '/');
    Path classes = Path.of("target", "test-classes");
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("mine.jar")))) {
      for (String entry :
          List.of(
              type + ".class",
              type + "$Yes.class",
              "META-INF/services/dev.claimbench.model.ModelRuntime")) {
        jar.putNextEntry(new ZipEntry(entry));
        Files.copy(classes.resolve(entry), jar);
      }
    }
    return folder;
  }

  @Test
  void a_folder_of_jars_adds_a_runtime_and_the_archive_fits() throws Exception {
    install.close();
    install = new Install(Files.createDirectories(dir.resolve("plain"))).withArchive();
    Install.Ended without = launch("doctor", "mine/absent", "--quick");
    assertThat(without.err()).contains("unknown runtime 'mine'");
    assertThat(without.code()).isEqualTo(2);

    install.with("CLAIMBENCH_PLUGINS", plugins().toString());
    Install.Ended with = launch("doctor", "mine/absent", "--quick");
    assertThat(with.out()).isEqualTo("failed   reach                 mine/absent: there is none\n");
    assertThat(with.err()).isEmpty();
    assertThat(with.code()).isEqualTo(5);

    install.with("CLAIMBENCH_JAVA_OPTS", "-verbose:class");
    List<String> loaded = launch("doctor", "mine/absent", "--quick").out().lines().toList();
    assertThat(loaded)
        .anyMatch(
            l ->
                l.matches(".*dev.claimbench.cli.options.Environment source: shared objects file.*"))
        .anyMatch(l -> l.matches(".*MineRuntime source: .*plug.*ins/mine.jar"));
  }

  @Test
  void a_folder_of_plugins_that_is_none_is_named() throws Exception {
    install.with("CLAIMBENCH_PLUGINS", "/nowhere");
    Install.Ended ended = launch("--version");
    assertThat(ended.err())
        .endsWith(
            "claimbench: CLAIMBENCH_PLUGINS: expected a folder of jars, but /nowhere is none\n");
    assertThat(ended.code()).isEqualTo(2);
    Path empty = Files.createDirectories(dir.resolve("empty"));
    assertThat(install.with("CLAIMBENCH_PLUGINS", empty.toString())).isNotNull();
    assertThat(launch("--version").err())
        .endsWith("claimbench: CLAIMBENCH_PLUGINS: no jar in " + empty + "\n");
  }

  @Test
  void what_waits_or_ends_soon_starts_light_and_what_resamples_for_minutes_does_not()
      throws Exception {
    install.with("CLAIMBENCH_JAVA_OPTS", "-XX:+PrintCommandLineFlags");
    for (String words :
        List.of("score none", "run --model djl/none", "swap none none", "compare none none")) {
      assertThat(launch(words.split(" ")).out())
          .as(words)
          .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }
    for (String words : List.of("compare none --self", "study none.yaml")) {
      assertThat(launch(words.split(" ")).out())
          .as(words)
          .contains("-XX:+PrintCommandLineFlags")
          .doesNotContain("TieredStopAtLevel");
    }
    // What makes a run or reads it back begins with a small heap, unless the user says how large it
    // may be.
    for (String words : List.of("score none", "run --model djl/none", "merge none --out none")) {
      assertThat(launch(words.split(" ")).out())
          .as(words)
          .contains("-XX:InitialHeapSize=50331648", "-XX:MinHeapFreeRatio=10");
    }
    assertThat(launch("swap", "none", "none").out()).doesNotContain("Size=50331648");
    install.with("CLAIMBENCH_JAVA_OPTS", "-XX:+PrintCommandLineFlags -Xmx40m");
    assertThat(launch("score", "none").out())
        .contains("-XX:MaxHeapSize=41943040")
        .doesNotContain("Size=50331648", "HeapFreeRatio");
    // A collector of the user's own: the JVM takes one only.
    install.with("CLAIMBENCH_JAVA_OPTS", "-XX:+PrintCommandLineFlags -XX:+UseParallelGC");
    Install.Ended ended = launch("score", "none");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains("-XX:+UseParallelGC").doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void CDPATH_leads_to_no_other_folder_and_leaves_none_behind() throws Exception {
    Path decoy = Files.createDirectories(dir.resolve("decoy").resolve("claim bench"));
    install.with("CDPATH", ".:" + dir.resolve("decoy"));
    // Named by a relative path, as cd would look for it along CDPATH.
    Install.Ended ended =
        install.run(install.home.getParent(), "claim bench/claimbench", "--version");
    assertThat(ended.err()).isEqualTo("building Claimbench (a minute or two the first time)…\n");
    assertThat(ended.out()).startsWith("claimbench ");
    assertThat(decoy).isEmptyDirectory();
  }

  @Test
  void a_collector_of_any_of_javas_own_variables_stays_alone_and_unmentioned() throws Exception {
    for (String variable : List.of("_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      install.with(variable, "-XX:+UseG1GC -XX:+PrintCommandLineFlags");
      Install.Ended ended = launch("score", "none");
      assertThat(ended.code()).as(variable + ended.err()).isEqualTo(2);
      assertThat(ended.out()).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
      assertThat(ended.err()).doesNotContain("Picked up").doesNotContain("NOTE:");
      install.with(variable, "");
    }
  }

  /** Java reads {@code @FILE} in JDK_JAVA_OPTIONS and among its arguments. */
  @Test
  void a_collector_in_a_file_of_options_stays_alone_and_unmentioned() throws Exception {
    Path file =
        Files.writeString(
            elsewhere.resolve("of java.args"), "-XX:+UseG1GC\n-XX:+PrintCommandLineFlags");
    install.with("JDK_JAVA_OPTIONS", "-Dx=a@b '@" + file + "'");
    Install.Ended ended = launch("score", "none");
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.out()).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
    assertThat(ended.err()).doesNotContain("Picked up").doesNotContain("NOTE:");
    install.with("JDK_JAVA_OPTIONS", "'@" + file + ".gone'");
    assertThat(launch("--version").err())
        .contains("the options for Java name the file " + file + ".gone, which cannot be read");
  }

  @Test
  void options_of_java_may_stand_on_several_lines_and_in_quotes() throws Exception {
    for (String options :
        List.of(
            "-Xmx300m\n-XX:+PrintCommandLineFlags\n",
            "\"-Xmx300m\" '-XX:+PrintCommandLineFlags' -Dsaid=\"a b\"")) {
      install.with("JAVA_TOOL_OPTIONS", options);
      Install.Ended ended = launch("score", "none");
      assertThat(ended.code()).as(ended.err()).isEqualTo(2);
      assertThat(ended.out()).contains("-XX:MaxHeapSize=314572800");
      assertThat(ended.err()).doesNotContain("Picked up");
    }
  }

  @Test
  void a_function_of_the_users_shell_does_not_take_the_place_of_cd() throws Exception {
    assertThat(launch("--version").code()).isZero();
    install.with("BASH_FUNC_cd%%", "() { echo there; builtin cd \"$@\"; }");
    Install.Ended ended = launch("--version");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("claimbench ");
  }

  @Test
  void help_is_as_wide_as_COLUMNS_says_on_a_terminal() throws Exception {
    launch("--version");
    Path claimbench = install.home.resolve("claimbench");
    install.with("COLUMNS", "60");
    String onTerminal = "'" + claimbench + "' run --help";
    Install.Ended ended = install.run(elsewhere, "script", "-qec", onTerminal, "/dev/null");
    assertThat(ended.out()).contains("--model");
    assertThat(ended.out().lines().map(String::strip))
        // Examples are to be copied, and stay on their lines.
        .filteredOn(line -> !line.startsWith("claimbench "))
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void a_folder_that_is_gone_and_one_that_cannot_hold_temporary_files_are_named() throws Exception {
    String claimbench = "'" + install.home.resolve("claimbench") + "' --version";
    Install.Ended gone =
        install.run(elsewhere, "bash", "-c", "mkdir gone; cd gone; rmdir ../gone; " + claimbench);
    assertThat(gone.code()).isEqualTo(2);
    // Some versions of bash say so themselves, before they read the first line.
    assertThat(gone.err())
        .endsWith(
            "claimbench: the working directory is not there any more; change to one that is, such"
                + " as with cd ~\n")
        .doesNotContain("Exception");
    launch("--version");
    Path none = dir.resolve("no folder");
    install.with("TMPDIR", none.toString());
    Install.Ended temporary = launch("--version");
    assertThat(temporary.code()).isEqualTo(2);
    assertThat(temporary.err())
        .isEqualTo(
            "claimbench: the folder for temporary files, "
                + none
                + ", cannot be written; set TMPDIR to one that can\n");
  }

  @Test
  void a_failed_build_says_why_and_leaves_nothing_behind() throws Exception {
    install.tool(
        "mvn", "echo '[ERROR] Source.java:[1,1] class, interface or enum expected'; exit 1");
    Install.Ended ended = launch("run");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err().lines())
        .containsExactly(
            "building Claimbench (a minute or two the first time)…",
            "[ERROR] Source.java:[1,1] class, interface or enum expected",
            "claimbench: the build failed; above is the end of "
                + install.home.resolve("target/build.log")
                + "; after a change of the sources, mend it; otherwise try 'mvn clean' in "
                + install.home);
    assertThat(install.home.resolve("target/claimbench.jar")).doesNotExist();
  }

  @Test
  void what_it_says_itself_is_json_where_a_log_is() throws Exception {
    install.tool("mvn", "printf '[ERROR] \\\\S.java \"a\"\\n\\033[0m\\t1 é\\n'; exit 1");
    Install.Ended ended = launch("run", "--log-format=JSON");
    assertThat(ended.code()).isEqualTo(1);
    List<String> events = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (String line : ended.err().lines().toList()) {
      JsonNode event = Json.MAPPER.readTree(line);
      assertThat(Instant.parse(event.get("at").asText())).isNotNull();
      events.add(event.get("event").asText());
      messages.add(event.get("message").asText());
    }
    assertThat(events).containsExactly("note", "note", "note", "error");
    assertThat(messages).contains("[ERROR] \\S.java \"a\"", "[0m1 é");
    assertThat(messages.get(3)).startsWith("claimbench: the build failed");
  }

  @Test
  void a_release_has_its_jar_beside_the_launcher_and_builds_nothing() throws Exception {
    install.withArchive();
    Files.move(install.home.resolve("ready.jar"), install.home.resolve("claimbench.jar"));
    Files.createSymbolicLink(install.home.resolve("lib"), install.home.resolve("target/lib"));
    Files.delete(install.home.resolve("pom.xml"));
    Files.delete(install.home.resolve("src/main/Source.java"));
    Files.delete(install.home.resolve("src/main"));
    Install.Ended ended = launch("--version");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("claimbench ");
    assertThat(install.builds()).isZero();
    assertThat(install.home.resolve("claimbench.jsa")).exists();
  }

  @Test
  void without_Maven_the_wrapper_builds() throws Exception {
    Path wrapper = install.home.resolve("mvnw");
    Files.writeString(wrapper, "#!/bin/sh\n/bin/cp ready.jar target/claimbench.jar\n");
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    Path bin = pathWithoutMaven("rm", "touch", "cat", "awk", "tput");
    Install.Ended ended =
        install.run(
            elsewhere,
            "env",
            "PATH=" + bin,
            install.home.resolve("claimbench").toString(),
            "--version");
    assertThat(ended.err()).startsWith("building Claimbench");
    assertThat(ended.out()).startsWith("claimbench ");
    assertThat(install.builds()).isZero();
  }

  /** A folder with nothing but what the script itself needs, and the tools that are named. */
  private Path pathWithoutMaven(String... more) throws IOException {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    List<String> tools =
        List.of(
            "env", "bash", "readlink", "dirname", "find", "java", "sed", "head", "mkdir", "flock");
    for (String tool : Stream.concat(tools.stream(), Stream.of(more)).toList()) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path real = Path.of(folder, tool);
        if (Files.isExecutable(real) && !Files.exists(bin.resolve(tool))) {
          tool(bin.resolve(tool), real);
        }
      }
    }
    return bin;
  }

  @Test
  void without_Maven_and_wrapper_it_says_what_to_install() throws Exception {
    Path bin = pathWithoutMaven();
    Install.Ended ended =
        install.run(elsewhere, "env", "PATH=" + bin, install.home.resolve("claimbench").toString());
    assertThat(ended.err())
        .isEqualTo(
            "claimbench: Maven 3.8 or newer is needed to build, but there is no mvn; install it"
                + " (such as apt install maven)\n");
    assertThat(ended.code()).isEqualTo(2);
  }

  private static void tool(Path file, Path real) throws IOException {
    Files.writeString(file, "#!/bin/sh\nexec " + real + " \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void an_old_Java_is_named() throws Exception {
    Path java = install.tool("java", "echo 'openjdk version \"11.0.22\" 2024-01-16' >&2");
    Install.Ended ended = launch("run");
    assertThat(ended.err())
        .isEqualTo(
            "claimbench: Java 17 or newer is needed, but "
                + java.toRealPath()
                + " is 11.0.22; set JAVA_HOME to a newer one\n");
    assertThat(ended.code()).isEqualTo(2);
    install.tool("java", "echo 'java version \"1.8.0_402\"' >&2");
    assertThat(launch("run").err()).contains("is 1.8.0_402; set JAVA_HOME");
  }

  @Test
  void a_JAVA_HOME_that_leads_nowhere_is_named() throws Exception {
    install.with("JAVA_HOME", "/nowhere");
    Install.Ended ended = launch("run");
    assertThat(ended.err())
        .isEqualTo(
            "claimbench: Java 17 or newer is needed, but there is no /nowhere/bin/java; install a"
                + " JDK (such as openjdk-17-jdk), or set JAVA_HOME to one\n");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void the_exit_code_is_the_commands() throws Exception {
    assertThat(launch("run", "--context", "10").code()).isEqualTo(2);
  }

  @Test
  void a_model_that_no_source_gives_is_asked_for_by_hand() throws Exception {
    // No network: the hub refuses the connection, and pip may not look anywhere.
    install
        .with("CLAIMBENCH_MODELS", dir.resolve("models").toString())
        .with("HF_ENDPOINT", "http://127.0.0.1:9")
        .with("PIP_NO_INDEX", "1")
        .with("PIP_CONFIG_FILE", "/dev/null");
    CommandLineFixture fixture = new CommandLineFixture(dir.resolve("desk"));
    Install.Ended ended =
        launch(
            "run",
            "--model",
            "gguf/smollm2-135m",
            "--seeds",
            fixture.path("seeds").toString(),
            "--gold",
            fixture.path("eval").toString(),
            "--prompts",
            Path.of("prompts").toAbsolutePath().toString());
    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().toList())
        .last()
        .asString()
        .startsWith("claimbench: smollm2-135m could not be fetched. ")
        .contains("By hand: put smollm2-135m-instruct-q4_1.gguf (98")
        .endsWith(" into " + dir.resolve("models"));
    assertThat(ended.err()).doesNotContain("\tat ");
  }
}
