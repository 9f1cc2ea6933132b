package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the machine drew while a run asked, as measured: {@code energy.json}, beside the manifest,
 * which is written before the first call.
 *
 * @param version of this format
 * @param parts one a session: a run that was stopped and went on has several
 */
public record Energy(int version, List<Part> parts) {
  public static final int VERSION = 1;
  public static final String FILE = "energy.json";

  /** The source that counts what processors draw. */
  public static final String PROCESSOR = "RAPL";

  /**
   * What one session drew.
   *
   * @param from and
   * @param to when, ISO-8601
   * @param sources what was read: {@code RAPL}, {@code nvidia-smi}
   * @param seconds for which it could be read, 0 or more; the rest of the time is in neither
   * @param joules in these seconds, 0 or more
   */
  public record Part(String from, String to, List<String> sources, double seconds, double joules) {
    public Part {
      sources = List.copyOf(sources);
      if (!(seconds >= 0 && joules >= 0) || Double.isInfinite(seconds + joules)) {
        throw new IllegalArgumentException("not energy: " + joules + " J in " + seconds + " s");
      }
    }
  }

  public Energy {
    parts = List.copyOf(parts);
  }

  /** Nothing yet. */
  public static Energy none() {
    return new Energy(VERSION, List.of());
  }

  /**
   * Of a run folder; empty where nothing was measured.
   *
   * @throws UserError where the file is damaged or of another version
   */
  public static Optional<Energy> find(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Energy energy =
          Json.MAPPER.readValue(
              TextFiles.decode(file.toString(), Files.readAllBytes(file)), Energy.class);
      if (energy.version() != VERSION) {
        throw new UserError(
            file + ": version " + energy.version() + ", this Claimbench reads " + VERSION);
      }
      return Optional.of(energy).filter(e -> e.seconds() > 0);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not what was measured (" + Json.reason(e) + "); delete it");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /** With one more session. */
  public Energy plus(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new Energy(version, all);
  }

  public void write(Path folder) {
    AtomicFile.write(folder.resolve(FILE), Json.pretty(this));
  }

  /** Of the sessions in which everything was read that any of them read. */
  public double joules() {
    return whole().mapToDouble(Part::joules).sum();
  }

  /** Of the same. */
  public double seconds() {
    return whole().mapToDouble(Part::seconds).sum();
  }

  /** Mean watts; NaN where no second was measured. */
  public double watts() {
    return joules() / seconds();
  }

  /** A session without its card, or without the processor, would lower the mean. */
  private Stream<Part> whole() {
    return parts.stream().filter(p -> p.sources().containsAll(names()));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    parts.forEach(p -> names.addAll(p.sources()));
    return names;
  }

  /**
   * What was read, such as {@code RAPL and nvidia-smi}, and that the processor was not: every
   * machine has one.
   */
  public String sources() {
    Set<String> names = names();
    return String.join(" and ", names)
        + (names.contains(PROCESSOR) ? "" : ", without the processor");
  }
}
