package dev.claimbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The layout is as {@code docs/ARCHITECTURE.md} says; its table is read, so the two cannot part.
 */
class ArchitectureTest {
  private static final String BASE = "dev.claimbench";
  private static final String ROOT = "(root)";
  private static final Path PAGE = Path.of("docs", "ARCHITECTURE.md");
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  private static final Map<String, Row> ROWS = rows();

  /** A row of the page's table. */
  private record Row(boolean toCome, Set<String> mayImport) {}

  @Test
  void there_are_classes_to_look_at() {
    assertThat(CLASSES.size()).isGreaterThan(200);
  }

  @Test
  void every_package_has_a_row_and_every_row_a_package() {
    assertThat(ROWS).hasSizeGreaterThan(12);
    Set<String> there = new TreeSet<>();
    CLASSES.forEach(c -> there.add(packageOf(c)));
    assertThat(ROWS.keySet()).as("add the package's row to " + PAGE).containsAll(there);
    ROWS.forEach(
        (name, row) ->
            assertThat(there.contains(name))
                .as("package '%s' of %s; 'to come' is for those not there yet", name, PAGE)
                .isEqualTo(!row.toCome()));
  }

  @Test
  void a_package_imports_only_what_its_row_allows() {
    ROWS.forEach(
        (name, row) -> {
          assertThat(ROWS.keySet()).as("row of " + name).containsAll(row.mayImport());
          noClasses()
              .that(are("in " + name, c -> packageOf(c).equals(name)))
              .should()
              .dependOnClassesThat(
                  are(
                      "in a package that the row of " + name + " in " + PAGE + " does not allow",
                      c ->
                          isOurs(c)
                              && !packageOf(c).equals(name)
                              && !packageOf(c).equals("text")
                              && !row.mayImport().contains(packageOf(c))))
              .allowEmptyShould(row.toCome())
              .check(CLASSES);
        });
  }

  /** Package by package, the root too, and row by row: each with all its subpackages. */
  @Test
  void packages_form_no_cycle() {
    withoutCycles("packages", JavaClass::getPackageName).check(CLASSES);
    withoutCycles("rows", ArchitectureTest::packageOf).check(CLASSES);
  }

  @Test
  void a_cycle_is_found() {
    // A collection has streams, and a stream makes lists.
    JavaClasses two =
        new ClassFileImporter().importClasses(java.util.Collection.class, List.class, Stream.class);
    assertThat(
            withoutCycles("packages", JavaClass::getPackageName)
                .evaluate(two)
                .getFailureReport()
                .getDetails())
        .singleElement()
        .asString()
        .contains("java.util", "java.util.stream");
  }

  private static ArchRule withoutCycles(String what, Function<JavaClass, String> slice) {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass c) {
                return SliceIdentifier.of(slice.apply(c));
              }

              @Override
              public String getDescription() {
                return what;
              }
            })
        .should()
        .beFreeOfCycles();
  }

  @Test
  void only_the_command_line_prints_and_exits() {
    noClasses()
        .that(are("outside cli", c -> !packageOf(c).equals("cli")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethodWhere(
            isOneOf("System.exit", "Runtime.exit", "Runtime.halt", "Throwable.printStackTrace"))
        .check(CLASSES);
  }

  @Test
  void clock_chance_and_environment_are_handed_in() {
    noClasses()
        .that(
            are(
                // A server that is busy may name the time of day to come again; a test suite has
                // nobody who could hand anything in.
                "outside cli, testing, Claimbench.with and the connections to servers",
                c ->
                    !Set.of("cli", "testing").contains(packageOf(c))
                        && !Set.of("Server", "Claimbench").contains(c.getSimpleName())))
        .should()
        .callMethodWhere(
            isOneOf(
                "Instant.now",
                "LocalDate.now",
                "LocalDateTime.now",
                "ZonedDateTime.now",
                "Clock.systemUTC",
                "Clock.systemDefaultZone",
                "System.currentTimeMillis",
                "System.getenv",
                "Math.random",
                "UUID.randomUUID",
                "ThreadLocalRandom.current"))
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.security.SecureRandom.class)
        .check(CLASSES);
  }

  @Test
  void one_place_reads_the_users_home_folder() throws IOException {
    assertThat(sourcesWith("\"user\\.home\"")).containsExactly("CacheFolders.java");
  }

  /** What asks {@code name.equals("verify")} is a switch that a third task would have to find. */
  @Test
  void tasks_names_stand_in_the_tasks_and_the_file_formats_alone() throws IOException {
    assertThat(sourcesWith("\"(extract|verify)\""))
        .containsExactlyInAnyOrder(
            "Extract.java",
            "Verify.java",
            // A folder of the gold, and a command's words.
            "GoldFolder.java",
            "OldCommands.java",
            "TrainCommand.java",
            "VerifyBundleCommand.java",
            // Below the tasks: it can judge, and nothing else.
            "NliRuntime.java");
  }

  private static List<String> sourcesWith(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        if (wanted.matcher(Files.readString(file)).find()) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }

  /** Durations of calls are measured where the calls are made. */
  @Test
  void only_runtimes_measure_time() {
    noClasses()
        .that(are("outside cli and model", c -> !Set.of("cli", "model").contains(packageOf(c))))
        .should()
        .callMethodWhere(isOneOf("System.nanoTime"))
        .check(CLASSES);
  }

  @Test
  void libraries_stay_where_they_belong() {
    stays("dev.langchain4j..", "model", "align.embedding", ROOT);
    stays("org.assertj..", "testing");
    stays("org.junit..", "testing");
    stays("io.github.ollama4j..", "model");
    stays("de.kherud..", "model");
    stays("ai.djl..", "model");
    stays("ai.onnxruntime..", "model");
    stays("java.net.http..", "model");
    stays("picocli..", "cli");
    stays("dk.brics..", "model.djl.constrained");
    stays("gg.jte..", "report");
    stays("com.sun.net.httpserver..", "label");
    stays("com.networknt..", "compare", "model", "task", "text");
    stays("org.apache.commons.statistics..", "stats");
  }

  @Test
  void names_are_words_of_the_field() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Impl|Helper|Manager|Processor)(\\$.*)?")
        .check(CLASSES);
  }

  private static void stays(String library, String... packages) {
    Set<String> homes = Set.of(packages);
    noClasses()
        .that(are("outside " + homes, c -> !homes.contains(packageOf(c))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  private static Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(PAGE)) {
        String[] cells = line.split("\\|", -1);
        List<String> names = cells.length == 5 ? names(cells[1]) : List.of();
        if (names.size() == 1) {
          rows.put(
              names.get(0), new Row(cells[1].contains("to come"), Set.copyOf(names(cells[3]))));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows;
  }

  private static List<String> names(String cell) {
    return Pattern.compile("`([a-z.]+)`|(\\(root\\))")
        .matcher(cell)
        .results()
        .map(m -> m.group(1) == null ? ROOT : m.group(1))
        .toList();
  }

  /** The row that a class belongs to: its package's, or else that of the package around it. */
  private static String packageOf(JavaClass c) {
    if (!c.getPackageName().startsWith(BASE + ".")) {
      return ROOT;
    }
    String name = c.getPackageName().substring(BASE.length() + 1);
    while (name.contains(".") && !ROWS.containsKey(name)) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return name;
  }

  private static boolean isOurs(JavaClass c) {
    return c.getPackageName().equals(BASE) || c.getPackageName().startsWith(BASE + ".");
  }

  private static DescribedPredicate<JavaClass> are(
      String description, java.util.function.Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  /**
   * Calls by {@code Class.method}; {@code now(Clock)} is no such call, as its clock was handed in.
   */
  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> isOneOf(
      String... methods) {
    Set<String> names = Arrays.stream(methods).collect(Collectors.toSet());
    return DescribedPredicate.describe(
        "calls one of " + names,
        call -> {
          JavaMember target = call.getTarget().resolveMember().orElse(null);
          String owner = call.getTarget().getOwner().getSimpleName();
          boolean handedIn =
              target != null
                  && call.getTarget().getRawParameterTypes().stream()
                      .anyMatch(t -> t.isEquivalentTo(java.time.Clock.class));
          return names.contains(owner + "." + call.getTarget().getName()) && !handedIn;
        });
  }
}
