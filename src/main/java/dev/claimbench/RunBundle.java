package dev.claimbench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleFiles;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Stories;
import dev.claimbench.run.Energy;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunPlan;
import dev.claimbench.run.RunStore;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A run as one file, with all that its figures are derived from: {@code run/} has the run folder,
 * {@code seeds/} the articles, {@code gold/} the labels. A zip without compression and without
 * times, so that the same run gives the same bytes anywhere.
 */
public final class RunBundle {
  public static final String RUN = "run";
  public static final String SEEDS = "seeds";
  public static final String GOLD = "gold";

  /** The vectors of a similarity that needs a model. */
  public static final String VECTORS = "vectors.json";

  private static final List<String> DERIVED = List.of("scores.json", "timings.json", "report.md");

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final Pattern NAME =
      Pattern.compile("(?:" + RUN + "|" + SEEDS + "|" + GOLD + ")(?:/[^/\\\\\\x00]{1,255}+){1,8}+");

  /** Names are shown up to here. */
  private static final int SHOWN = 80;

  /**
   * What a bundle that somebody else made may take up.
   *
   * @param bytes unpacked, 1 or more
   * @param entries 1 or more
   * @param ratio of unpacked to packed bytes, over the first megabyte, 1 or more
   */
  record Limits(long bytes, int entries, int ratio) {
    static final Limits STANDARD = new Limits(2L << 30, 100_000, 100);

    private static final long FREE = 1 << 20;

    /** Bytes that may be unpacked from so many packed ones. */
    long of(long packed) {
      return Math.min(bytes, FREE + packed * ratio);
    }
  }

  private RunBundle() {}

  /**
   * Writes a run that was scored.
   *
   * @param seeds where the articles are; empty takes the manifest's folder
   * @param gold where the gold is; empty takes the manifest's folder
   * @param home where relative paths of the manifest start that lead nowhere from here
   * @throws UserError where a file of it is missing, or articles or gold have changed since
   */
  public static void write(
      Path folder, Optional<Path> seeds, Optional<Path> gold, Path home, Path file) {
    RunFolder run = RunFolder.read(folder, seeds, gold, home);
    requireOwnGold(run, folder);
    for (String name : DERIVED) {
      if (!Files.exists(folder.resolve(name))) {
        throw new UserError(
            folder + ": no " + name + "; run `claimbench score " + folder + "` first");
      }
    }
    Manifest manifest = run.manifest();
    Map<String, Path> files =
        files(
            run,
            folder,
            seeds.orElseGet(() -> RunFolder.find(folder, manifest.seeds(), home)),
            gold.or(() -> manifest.gold().map(recorded -> RunFolder.find(folder, recorded, home))));
    Map<String, byte[]> entries = new TreeMap<>();
    files.forEach((name, from) -> entries.put(name, bytes(from)));
    AtomicFile.write(file, zip(entries));
  }

  /**
   * Whether the labels are those that the run was made with.
   *
   * @throws UserError where they are not
   */
  public static void requireOwnGold(RunFolder run, Path folder) {
    // The run as it is read names the gold that it is scored with.
    if (!run.gold().hash().equals(Manifest.read(folder).goldHash())) {
      throw new UserError(folder + ": its gold is not the one that the run was made with");
    }
  }

  /**
   * What an unpacked bundle lacks of what figures are derived from and compared with.
   *
   * @return names as in the bundle; usually empty
   */
  public static List<String> missing(Path unpacked) {
    Path run = unpacked.resolve(RUN);
    List<String> missing = new ArrayList<>();
    Stream.concat(Stream.of(Manifest.FILE), DERIVED.stream())
        .filter(name -> !Files.isRegularFile(run.resolve(name)))
        .forEach(name -> missing.add(RUN + "/" + name));
    if (journal(run).isEmpty()) {
      missing.add(RUN + "/" + RunStore.JOURNAL);
    }
    if (!Files.isDirectory(unpacked.resolve(SEEDS))) {
      missing.add(SEEDS + "/");
    }
    return missing;
  }

  /**
   * Files of an unpacked bundle that the run in it has no use for.
   *
   * @return names as in the bundle, sorted
   */
  public static Set<String> unknown(RunFolder run, Path unpacked) {
    Path gold = unpacked.resolve(GOLD);
    Set<String> known =
        files(
                run,
                unpacked.resolve(RUN),
                unpacked.resolve(SEEDS),
                run.manifest().gold().map(recorded -> gold))
            .keySet();
    try (Stream<Path> walk = Files.walk(unpacked)) {
      return walk.filter(Files::isRegularFile)
          .map(f -> unpacked.relativize(f).toString().replace('\\', '/'))
          .filter(name -> !known.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UserError(unpacked + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /** What belongs into the bundle of a run, by its name there. */
  private static Map<String, Path> files(
      RunFolder run, Path folder, Path seeds, Optional<Path> gold) {
    Map<String, Path> files = new TreeMap<>();
    Stream.concat(DERIVED.stream(), Stream.of(Manifest.FILE, Energy.FILE, VECTORS))
        .forEach(name -> add(files, RUN + "/" + name, folder.resolve(name)));
    journal(folder).ifPresent(file -> files.put(RUN + "/" + file.getFileName(), file));
    // Asked without the article, a run in the run: the figures hold its answers too.
    if (run.withoutArticle().isPresent()) {
      Path other = folder.resolve(RunPlan.WITHOUT_ARTICLE);
      String name = RUN + "/" + RunPlan.WITHOUT_ARTICLE + "/";
      add(files, name + Manifest.FILE, other.resolve(Manifest.FILE));
      journal(other).ifPresent(file -> files.put(name + file.getFileName(), file));
    }
    Set<String> articles = new LinkedHashSet<>();
    run.articles().forEach(article -> articles.add(article.id()));
    if (gold.isPresent()) {
      for (Article article : run.articles()) {
        for (String name :
            List.of("gold/" + article.id() + ".yaml", "verify/" + article.story() + ".yaml")) {
          add(files, GOLD + "/" + name, gold.get().resolve(name));
        }
        articles.addAll(
            articlesOfVerdicts(gold.get().resolve("verify/" + article.story() + ".yaml")));
      }
      if (usesStories(run)) {
        add(files, GOLD + "/" + Stories.FILE, gold.get().resolve(Stories.FILE));
      }
      addTraining(files, run.training(), gold.get(), seeds);
    }
    for (Path file : ArticleFiles.in(seeds).articles()) {
      if (articles.contains(ArticleFiles.idOf(file))) {
        Path path = file.toAbsolutePath().normalize();
        files.put(seed(path), file);
      }
    }
    return files;
  }

  private static boolean usesStories(RunFolder run) {
    return !run.training().articles().isEmpty() || !run.training().verdicts().isEmpty();
  }

  /** What the baseline that sees the claim alone learned from: figures are derived from it too. */
  private static void addTraining(
      Map<String, Path> files, GoldSet training, Path gold, Path seeds) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> labels = new LinkedHashSet<>();
    training.articles().forEach(article -> ids.add(article.article()));
    for (GoldVerdict verdict : training.verdicts()) {
      ids.add(verdict.article());
      labels.add("verify/" + verdict.claim().story() + ".yaml");
    }
    ids.forEach(id -> labels.add("gold/" + id + ".yaml"));
    for (String name : labels) {
      add(files, GOLD + "/" + name, gold.resolve(name));
      ids.addAll(name.startsWith("verify/") ? articlesOfVerdicts(gold.resolve(name)) : Set.of());
    }
    if (ids.isEmpty()) {
      return;
    }
    for (Path file : ArticleFiles.in(GoldFolder.seedsOf(gold, seeds)).articles()) {
      if (ids.contains(ArticleFiles.idOf(file))) {
        files.putIfAbsent(seed(file.toAbsolutePath().normalize()), file);
      }
    }
  }

  private static String seed(Path path) {
    return String.join(
        "/", SEEDS, path.getParent().getFileName().toString(), path.getFileName().toString());
  }

  /** Articles that verdicts name, which the reader of the gold must know. */
  private static Set<String> articlesOfVerdicts(Path file) {
    Set<String> ids = new HashSet<>();
    if (Files.isRegularFile(file)) {
      for (JsonNode claim : YamlFiles.parse(file.toString(), TextFiles.read(file)).path("claims")) {
        claim.path("verdicts").fieldNames().forEachRemaining(ids::add);
      }
    }
    return ids;
  }

  private static void add(Map<String, Path> files, String name, Path file) {
    if (Files.isRegularFile(file)) {
      files.put(name, file);
    }
  }

  private static Optional<Path> journal(Path folder) {
    return Stream.of(RunStore.JOURNAL, RunStore.PACKED)
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        ZipEntry item = new ZipEntry(entry.getKey());
        item.setTimeLocal(NO_TIME);
        // Not deflated: what comes out of that depends on the machine's zlib.
        item.setMethod(ZipEntry.STORED);
        item.setSize(entry.getValue().length);
        item.setCrc(crc.getValue());
        zip.putNextEntry(item);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks a bundle.
   *
   * @param into an empty folder; nothing is written outside it
   * @throws UserError where it is no bundle, damaged, or takes up too much
   */
  public static void unpack(Path file, Path into) {
    unpack(file, into, Limits.STANDARD);
  }

  static void unpack(Path file, Path into, Limits limits) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > limits.entries()) {
        throw new UserError(
            file
                + ": not a bundle: it has "
                + zip.size()
                + " entries, at most "
                + limits.entries());
      }
      long most = limits.of(Files.size(file));
      long left = most;
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
        if (!entry.isDirectory()) {
          left = unpack(zip, entry, file, into, left);
        }
        if (left < 0) {
          throw new UserError(
              file + ": not a bundle: it unpacks to more than " + most + " bytes, too many for it");
        }
      }
    } catch (ZipException e) {
      throw new UserError(file + ": not a bundle, or damaged (" + e.getMessage() + ")");
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(file + ": cannot be unpacked (" + TextFiles.reason(e) + ")");
    }
  }

  /** Returns how many bytes of the limit are left, below 0 where it was too much. */
  private static long unpack(ZipFile zip, ZipEntry entry, Path file, Path into, long left)
      throws IOException {
    String name = entry.getName();
    boolean named =
        NAME.matcher(name).matches()
            && Stream.of(name.split("/", -1)).noneMatch(part -> part.matches("\\.\\.?"));
    Path target = named ? into.resolve(name).normalize() : into;
    if (!named || !target.startsWith(into)) {
      throw new UserError(
          file + ": not a bundle of Claimbench: it has " + Text.shorten(name, SHOWN));
    }
    Files.createDirectories(target.getParent());
    if (Files.exists(target)) {
      throw new UserError(file + ": not a bundle of Claimbench: it has " + name + " twice");
    }
    long most = left;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      // Counted as it comes: what the entry says of its size may be a lie.
      for (int n = in.read(buffer); n >= 0 && most >= 0; n = in.read(buffer)) {
        most -= n;
        out.write(buffer, 0, n);
      }
    }
    return most;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }
}
