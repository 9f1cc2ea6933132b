package dev.claimbench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.Json;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a run that is asked by itself, on another machine say: whole stories, by the hash of
 * their id, so that the articles and verdicts of a story stay together and a server can reuse their
 * prefix. The parts of one plan share no question and have all of them together.
 *
 * @param index which part, from 1
 * @param of how many parts there are, 1 or more
 */
public record Shard(int index, int of) {
  /** All of a run. */
  public static final Shard WHOLE = new Shard(1, 1);

  /** Says which part a run folder holds; one that holds a whole run has none. */
  public static final String FILE = "shard.json";

  private static final int MOST = 100_000;
  private static final int HEX = 15;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /** What {@link #FILE} has: the part, and the command line that asked for it. */
  private record ShardFile(int index, int of, String line) {}

  public Shard {
    if (of < 1 || of > MOST || index < 1 || index > of) {
      throw new IllegalArgumentException("shard " + index + "/" + of);
    }
  }

  /**
   * Reads {@code 2/8}, or {@code auto}: what a job scheduler says in the environment.
   *
   * @throws UserError for anything else, and for auto where no variable is set
   */
  public static Shard parse(String text, Map<String, String> environment) {
    if (text.equals("auto")) {
      return fromScheduler(environment)
          .orElseThrow(
              () ->
                  new UserError(
                      "--shard auto: neither SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT nor"
                          + " JOB_COMPLETION_INDEX and JOB_COMPLETIONS are set; give --shard i/n"));
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new UserError("--shard: expected i/n, such as 2/8, or auto, got '" + text + "'");
    }
    return checked(
        "--shard " + text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private static Optional<Shard> fromScheduler(Map<String, String> environment) {
    Optional<Shard> slurm =
        environment.containsKey("SLURM_ARRAY_TASK_ID")
            ? Optional.of(fromSlurm(environment))
            : Optional.empty();
    Optional<Shard> kubernetes =
        environment.containsKey("JOB_COMPLETION_INDEX")
            ? Optional.of(
                checked(
                    "JOB_COMPLETION_INDEX (which begins at 0)",
                    number(environment, "JOB_COMPLETION_INDEX") + 1,
                    number(environment, "JOB_COMPLETIONS")))
            : Optional.empty();
    if (slurm.isPresent() && kubernetes.isPresent() && !slurm.equals(kubernetes)) {
      throw new UserError(
          "--shard auto: SLURM_ARRAY_TASK_ID says part "
              + slurm.get().toText()
              + " and JOB_COMPLETION_INDEX says part "
              + kubernetes.get().toText()
              + "; unset those of one of them, or give --shard i/n");
    }
    return slurm.or(() -> kubernetes);
  }

  /** An array may begin at any number, and leave numbers out. */
  private static Shard fromSlurm(Map<String, String> environment) {
    int id = number(environment, "SLURM_ARRAY_TASK_ID");
    int first = number(environment, "SLURM_ARRAY_TASK_MIN", 0);
    int step = number(environment, "SLURM_ARRAY_TASK_STEP", 1);
    int count = number(environment, "SLURM_ARRAY_TASK_COUNT");
    if (step < 1 || id < first || (id - first) % step != 0 || (id - first) / step >= count) {
      throw new UserError(
          Text.format(
              "--shard auto: SLURM_ARRAY_TASK_ID is %d, which is none of %d tasks from"
                  + " SLURM_ARRAY_TASK_MIN %d in steps of %d; give --shard i/n",
              id, count, first, step));
    }
    return checked("SLURM_ARRAY_TASK_ID", (id - first) / step + 1, count);
  }

  private static int number(Map<String, String> environment, String name) {
    if (!environment.containsKey(name)) {
      throw new UserError(
          "--shard auto: "
              + name
              + " is not set; set it to the number of parts, or give --shard i/n");
    }
    return number(environment, name, 0);
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String text = environment.getOrDefault(name, Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,6}")) {
      throw new UserError("--shard auto: " + name + ": expected a number, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Shard checked(String where, int index, int of) {
    if (of < 1 || of > MOST || index < 1 || index > of) {
      throw new UserError(
          where
              + ": expected a part from 1 to n of n, n at most "
              + MOST
              + ", got "
              + index
              + "/"
              + of);
    }
    return new Shard(index, of);
  }

  /** Whether a story is in it. */
  public boolean has(String story) {
    return of == 1 || Long.parseLong(Sha256.sha256(story).substring(0, HEX), 16) % of == index - 1;
  }

  /**
   * Marks a run folder as holding this part.
   *
   * @param line the command line that asks for it
   * @throws UserError where the folder holds another part, or a whole run
   */
  public void claim(Path folder, String line) {
    Optional<Shard> there = in(folder);
    boolean begun = Manifest.find(folder).isPresent();
    if (there.isPresent() ? !there.get().equals(this) : begun && of > 1) {
      throw new UserError(
          folder
              + ": holds "
              + there.map(s -> "shard " + s.toText()).orElse("a whole run")
              + ", not shard "
              + toText()
              + "; use another --out");
    }
    if (there.isEmpty() && of > 1) {
      AtomicFile.write(folder.resolve(FILE), Json.pretty(new ShardFile(index, of, line)));
    }
  }

  /** The part that a run folder holds; empty for a whole run. */
  public static Optional<Shard> in(Path folder) {
    return read(folder).map(k -> checked(folder.resolve(FILE).toString(), k.index(), k.of()));
  }

  /** The command line that asks for another part of the same run, as far as it is known. */
  public static String lineOf(Path folder, Shard other) {
    return read(folder)
        .map(ShardFile::line)
        .orElse("claimbench run --shard 1/1")
        .replaceAll("--shard[ =]\\S+", "--shard " + other.toText())
        .replaceAll("--out[ =]\\S+", "--out shard-" + other.index());
  }

  private static Optional<ShardFile> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(TextFiles.read(file), ShardFile.class));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not a shard's mark: " + Json.reason(e));
    }
  }

  /** {@code 2/8}. */
  public String toText() {
    return index + "/" + of;
  }
}
