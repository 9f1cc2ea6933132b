package dev.claimbench;

import dev.claimbench.claim.Article;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleFiles;
import dev.claimbench.run.AtomicFile;
import dev.claimbench.run.Energy;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  private static final List<String> NEEDED =
      List.of(Manifest.FILE, RunStore.JOURNAL, "scores.json", "timings.json", "report.md");

  /** The vectors of a similarity that needs a model; what the machine drew. */
  private static final List<String> WHERE_THERE = List.of("vectors.json", Energy.FILE);

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

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
    Map<String, byte[]> entries = new TreeMap<>();
    for (String name : NEEDED) {
      if (!Files.exists(folder.resolve(name))) {
        throw new UserError(
            folder + ": no " + name + "; run `claimbench score " + folder + "` first");
      }
      entries.put(RUN + "/" + name, bytes(folder.resolve(name)));
    }
    for (String name : WHERE_THERE) {
      if (Files.exists(folder.resolve(name))) {
        entries.put(RUN + "/" + name, bytes(folder.resolve(name)));
      }
    }
    Manifest manifest = run.manifest();
    addArticles(
        entries, run, seeds.orElseGet(() -> RunFolder.find(folder, manifest.seeds(), home)));
    if (gold.isPresent() || manifest.gold().isPresent()) {
      addGold(
          entries,
          run,
          gold.orElseGet(() -> RunFolder.find(folder, manifest.gold().orElseThrow(), home)));
    }
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

  /** All of the folders that the run's articles lie in: verdicts may name their neighbours. */
  private static void addArticles(Map<String, byte[]> entries, RunFolder run, Path seeds) {
    Set<String> ids = new HashSet<>();
    run.articles().forEach(article -> ids.add(article.id()));
    Set<Path> folders = new HashSet<>();
    for (Path file : ArticleFiles.in(seeds).articles()) {
      if (ids.contains(ArticleFiles.idOf(file))) {
        folders.add(file.toAbsolutePath().normalize().getParent());
      }
    }
    for (Path folder : folders) {
      for (Path file : ArticleFiles.in(folder).articles()) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (folders.contains(parent)) {
          entries.put(
              String.join(
                  "/", SEEDS, parent.getFileName().toString(), file.getFileName().toString()),
              bytes(file));
        }
      }
    }
  }

  private static void addGold(Map<String, byte[]> entries, RunFolder run, Path gold) {
    for (Article article : run.articles()) {
      for (String name :
          List.of("gold/" + article.id() + ".yaml", "verify/" + article.story() + ".yaml")) {
        if (Files.exists(gold.resolve(name))) {
          entries.put(GOLD + "/" + name, bytes(gold.resolve(name)));
        }
      }
    }
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
   * @throws UserError where it is no bundle, or damaged
   */
  public static void unpack(Path file, Path into) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
        Path target = into.resolve(entry.getName()).normalize();
        boolean known =
            entry.getName().matches("(" + RUN + "|" + SEEDS + "|" + GOLD + ")/[^\\\\]+");
        if (!known || !target.startsWith(into)) {
          throw new UserError(file + ": not a bundle of Claimbench: it has " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target)) {
          in.transferTo(out);
        }
      }
    } catch (ZipException e) {
      throw new UserError(file + ": not a bundle, or damaged (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be unpacked (" + e.getMessage() + ")");
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
