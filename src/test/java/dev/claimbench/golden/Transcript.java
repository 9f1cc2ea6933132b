package dev.claimbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.claimbench.cli.CommandRunner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Some command lines, one after the other in one folder, and all that they did: exit code, output,
 * and each file that was written or changed, byte for byte. What is in {@code
 * src/test/resources/golden} is what they did when somebody last looked.
 */
final class Transcript {
  /** Files above this many bytes stand there as their size and SHA-256. */
  private static final int WHOLE = 50_000;

  private static final Path KEPT = Path.of("src", "test", "resources", "golden");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-28T10:15:00Z"), ZoneOffset.UTC);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\w+/");
  // What the machine is and which commit it works on, in JSON and on a page.
  private static final Pattern FACT =
      Pattern.compile(
          "(\"(?:machine's )?(?:commit|java|os|processors?)\" ?: ?\")[^\"]*"
              + "|(<th scope=\"row\">(?:commit|java|os|processors?)</th><td>)[^<]*");

  private final String name;
  private final Path folder;
  private final StringBuilder text = new StringBuilder();
  private Map<Path, String> seen = new TreeMap<>();

  /** Begins in an empty folder, which is the same, and relative, on every machine. */
  Transcript(String name) throws IOException {
    this.name = name;
    this.folder = Path.of("target", "golden", name);
    delete(folder);
    Files.createDirectories(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A path in this transcript's folder, as a command line has it. */
  String path(String inside) {
    return folder.resolve(inside).toString();
  }

  /** Copies a file or folder of the project; what is copied is not part of the transcript. */
  String copy(String from, String to) throws IOException {
    Path source = Path.of(from);
    try (Stream<Path> walk = Files.walk(source)) {
      for (Path file : walk.toList()) {
        Path target = folder.resolve(to).resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    seen = files();
    return path(to);
  }

  /** Writes a file, which is not part of the transcript. */
  String write(String to, String content) throws IOException {
    Path file = folder.resolve(to);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    seen = files();
    return file.toString();
  }

  String read(String inside) throws IOException {
    return Files.readString(folder.resolve(inside));
  }

  private Map<String, String> variables() {
    return Map.of(
        "CLAIMBENCH_MODELS", path("no-models"),
        "CLAIMBENCH_CACHE", path("cache"),
        "GITHUB_STEP_SUMMARY", path("summary.md"));
  }

  /** Runs a command line and writes down what it did. */
  void run(String... words) throws IOException {
    CommandRunner.Done done = CommandRunner.run(CLOCK, variables(), words);
    command(words);
    text.append("exit ").append(done.code()).append('\n');
    section("standard output", done.out());
    section("standard error", inOrder(done.err()));
    changes();
  }

  private void command(String... words) {
    text.append("$ claimbench ").append(String.join(" ", words)).append('\n');
  }

  /** What asks a page that a command serves. */
  interface Visitor {
    void visit(Page page) throws IOException, InterruptedException;
  }

  /** A served page. */
  final class Page {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    private Page(String address) {
      this.address = URI.create(address);
    }

    String get(String route) throws IOException, InterruptedException {
      return answer("GET " + route, HttpRequest.newBuilder(address.resolve(route)));
    }

    String post(String route, String json) throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address.resolve(route))
              .header("Content-Type", "application/json")
              .header("Origin", "http://" + address.getAuthority())
              .POST(HttpRequest.BodyPublishers.ofString(json));
      return answer("POST " + route + " " + json, request);
    }

    private String answer(String what, HttpRequest.Builder request)
        throws IOException, InterruptedException {
      HttpResponse<String> answer =
          client.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
      text.append("> ").append(what).append('\n').append(answer.statusCode());
      answer.headers().map().entrySet().stream()
          .filter(h -> !h.getKey().equalsIgnoreCase("date"))
          .sorted(Map.Entry.comparingByKey())
          .forEach(h -> text.append('\n').append(h.getKey()).append(": ").append(h.getValue()));
      text.append('\n');
      section("body", answer.body());
      changes();
      return answer.body();
    }
  }

  /** Starts a command that serves a page, asks that, ends the command. */
  void serve(Visitor visitor, String... words) throws IOException, InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int[] code = {-1};
    Thread command =
        new Thread(() -> code[0] = CommandRunner.run(CLOCK, variables(), out, err, words));
    command.start();
    try {
      Matcher found = ADDRESS.matcher(out.toString());
      for (int i = 0; i < 2400 && !found.find() && command.isAlive(); i++) {
        Thread.sleep(25);
        found = ADDRESS.matcher(out.toString());
      }
      found.reset();
      assertThat(found.find()).as(out + err.toString()).isTrue();
      command(words);
      visitor.visit(new Page(found.group()));
    } finally {
      command.interrupt();
      command.join(Duration.ofSeconds(20).toMillis());
    }
    text.append("exit ").append(code[0]).append('\n');
    section("standard output", out.toString());
    section("standard error", err.toString());
  }

  private void section(String title, String content) {
    if (content.isEmpty()) {
      return;
    }
    byte[] bytes = same(content).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > WHOLE) {
      text.append("--- ").append(title).append(": ").append(digest(bytes)).append('\n');
      return;
    }
    text.append("--- ").append(title).append('\n').append(same(content));
    if (!content.endsWith("\n")) {
      text.append("\n--- no end of line\n");
    }
  }

  /** Events of a log come from several threads: what is told counts, not which comes first. */
  private static String inOrder(String log) {
    return log.startsWith("{\"event\"")
        ? log.lines().sorted().collect(Collectors.joining("\n", "", "\n"))
        : log;
  }

  /** Without what another machine, another port or another commit changes. */
  private static String same(String content) {
    String here = Path.of("").toAbsolutePath().toString();
    String plain = content.replace(here + "/", "$HERE/").replace(here, "$HERE");
    plain = ADDRESS.matcher(plain).replaceAll("http://127.0.0.1:PORT/TOKEN/");
    return FACT.matcher(plain)
        .replaceAll(f -> (f.group(1) == null ? f.group(2) : f.group(1)) + "-");
  }

  private static String digest(byte[] bytes) {
    try {
      return bytes.length
          + " bytes, sha256 "
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void changes() throws IOException {
    Map<Path, String> now = files();
    for (Map.Entry<Path, String> file : now.entrySet()) {
      String before = seen.get(file.getKey());
      if (!file.getValue().equals(before)) {
        String what = (before == null ? "written: " : "changed: ") + unix(file.getKey());
        section(what, content(folder.resolve(file.getKey())));
        if (Files.size(folder.resolve(file.getKey())) == 0) {
          text.append("--- ").append(what).append(": empty\n");
        }
      }
    }
    for (Path file : seen.keySet()) {
      if (!now.containsKey(file)) {
        text.append("--- gone: ").append(unix(file)).append('\n');
      }
    }
    seen = now;
  }

  private static String unix(Path file) {
    return file.toString().replace('\\', '/');
  }

  /** Text as it is; of an archive, the size and SHA-256 of what is in it. */
  private static String content(Path file) throws IOException {
    if (!file.toString().endsWith(".zip")) {
      return Files.readString(file);
    }
    StringBuilder list = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        String inside = same(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        list.append(e.getName()).append(": ");
        list.append(digest(inside.getBytes(StandardCharsets.UTF_8))).append('\n');
      }
    }
    return list.toString();
  }

  /** All files but the cache, whose names come from keys that the journal has as well. */
  private Map<Path, String> files() throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path inside = folder.relativize(file);
        if (!inside.startsWith("cache")) {
          found.put(inside, digest(Files.readAllBytes(file)));
        }
      }
    }
    return found;
  }

  /** Asserts that all is as it was, or, when asked to renew, keeps it as it is now. */
  void check() {
    Path kept = KEPT.resolve(name + ".txt");
    try {
      if (Boolean.getBoolean("claimbench.golden.renew")) {
        Files.createDirectories(KEPT);
        Files.writeString(kept, text);
        return;
      }
      String before = Files.exists(kept) ? Files.readString(kept) : "";
      if (before.contentEquals(text)) {
        return;
      }
      Path now = folder.resolveSibling(name + ".txt");
      Files.writeString(now, text);
      throw new AssertionError(
          difference(before, text.toString())
              + "%n  diff %s %s%nThe files that were written are in %s. Renewed on purpose by"
                  .formatted(kept, now, folder)
              + " -Dclaimbench.golden.renew=true (CONTRIBUTING.md, Golden transcripts).");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String difference(String before, String now) {
    List<String> old = before.lines().toList();
    List<String> lines = now.lines().toList();
    String command = "";
    for (int i = 0; i < Math.max(old.size(), lines.size()); i++) {
      String expected = i < old.size() ? old.get(i) : "(end)";
      String got = i < lines.size() ? lines.get(i) : "(end)";
      if (!expected.equals(got)) {
        return "golden transcript %s, line %d, under%n  %s%nexpected  %s%ngot       %s"
            .formatted(name, i + 1, command, shortened(expected), shortened(got));
      }
      command = expected.startsWith("$ ") ? expected : command;
    }
    return "golden transcript " + name + ": ends of lines differ";
  }

  private static String shortened(String line) {
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }
}
