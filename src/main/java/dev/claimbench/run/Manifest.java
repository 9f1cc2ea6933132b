package dev.claimbench.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.task.Tasks;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.CompactTextMap;
import dev.claimbench.text.CompactTexts;
import dev.claimbench.text.Json;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is needed to repeat a run, written before the first call.
 *
 * @param version of this format
 * @param tool version of Claimbench
 * @param model the model's identity
 * @param prompts the templates whole, by task, so that a run can be scored without the prompts
 *     folder
 * @param promptHashes {@link PromptTemplate#hash()} by task
 * @param sampling as asked for; {@code maxTokens} comes from each template
 * @param seeds where the articles were read from
 * @param articles SHA-256 of each article's text, by id, in the order asked
 * @param extracted claims were taken from so many of the articles, from the first; empty for all
 * @param gold where the gold was read from; empty without gold
 * @param goldHash {@link dev.claimbench.dataset.GoldSet#hash()}
 * @param goldVersion {@link dev.claimbench.dataset.GoldSet#version()}; empty where there is none
 * @param verdicts ids of the claim × article pairs that are judged
 * @param verdictsInGold how many the gold has for these articles
 * @param repeats how many times everything is asked; 1 where the file does not say
 * @param endpoints the servers that shared the work, as specs; empty for one
 * @param environment hardware, operating system, Java, commit of the working folder
 * @param started when, ISO-8601
 */
public record Manifest(
    int version,
    String tool,
    ModelInfo model,
    Map<String, PromptTemplate> prompts,
    Map<String, String> promptHashes,
    Sampling sampling,
    String seeds,
    @JsonDeserialize(as = CompactTextMap.class) Map<String, String> articles,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt extracted,
    Optional<String> gold,
    String goldHash,
    String goldVersion,
    @JsonDeserialize(as = CompactTexts.class) List<String> verdicts,
    int verdictsInGold,
    int repeats,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> endpoints,
    Map<String, String> environment,
    String started) {
  public static final int VERSION = 1;
  public static final String FILE = "manifest.json";

  /** Refuses a null among the values of a list or map, where nothing would look for one. */
  private static final ObjectMapper STRICT =
      Json.MAPPER.copy().setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

  public Manifest {
    // Manifests that were written before gold sets had a version, and before runs were repeated.
    goldVersion = goldVersion == null ? "" : goldVersion;
    repeats = Math.max(1, repeats);
    // One from before there could be fewer has all.
    extracted = extracted == null ? OptionalInt.empty() : extracted;
    // A manifest from before there were several has none.
    endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
  }

  /** How many verdicts the model was asked for: tasks of other jars need them, and ask for none. */
  public int verdictsAsked() {
    return promptHashes.containsKey(Tasks.VERIFY.name()) ? verdicts.size() : 0;
  }

  /** How many of the articles, from the first, claims were to be taken from. */
  public int articlesExtracted() {
    return extracted.orElse(articles.size());
  }

  private String taken() {
    return articlesExtracted() + " of " + articles.size();
  }

  /**
   * The manifest of a run folder.
   *
   * @throws UserError where there is none, or it is of another version
   */
  public static Manifest read(Path folder) {
    return find(folder)
        .orElseThrow(
            () ->
                new UserError(
                    folder + ": not a run; expected a folder with " + FILE + ", as `run` writes"));
  }

  /** The manifest of a run folder, if it has one. */
  public static Optional<Manifest> find(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Reading a pipe would wait for ever.
      throw new UserError(file + ": not a manifest (a folder, pipe or device)");
    }
    try {
      Manifest manifest = parse(file);
      if (manifest == null) {
        throw new UserError(file + ": not a manifest (empty)");
      }
      if (manifest.version() != VERSION) {
        throw new UserError(
            file + ": version " + manifest.version() + ", this Claimbench reads " + VERSION);
      }
      manifest.requireWhole(file);
      return Optional.of(manifest);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": not a manifest (" + Json.reason(e) + ")");
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  /** As a stream: that of 100,000 articles would take 40 MB as a text. */
  private static Manifest parse(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return STRICT.readValue(in, Manifest.class);
    } catch (JsonProcessingException | CharacterCodingException e) {
      // UTF-16, or wrong: the text as a whole says where.
      return STRICT.readValue(
          TextFiles.decode(file.toString(), Files.readAllBytes(file)), Manifest.class);
    }
  }

  private void requireWhole(Path file) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("tool", tool);
    parts.put("model", model);
    parts.put("prompts", prompts);
    parts.put("promptHashes", promptHashes);
    parts.put("sampling", sampling);
    parts.put("seeds", seeds);
    parts.put("articles", articles);
    parts.put("goldHash", goldHash);
    parts.put("verdicts", verdicts);
    parts.put("environment", environment);
    parts.put("started", started);
    parts.values().removeIf(Objects::nonNull);
    if (!parts.isEmpty()) {
      throw new UserError(
          file + ": not a whole manifest: it has no " + String.join(", ", parts.keySet()));
    }
    if (articlesExtracted() < 0 || articlesExtracted() > articles.size()) {
      throw new UserError(
          file
              + ": not a manifest (extracted: expected 0 to "
              + articles.size()
              + ", got "
              + articlesExtracted()
              + ")");
    }
    if (repeats > AskingMethod.MOST_REPEATS) {
      throw new UserError(
          file
              + ": not a manifest (repeats: expected at most "
              + AskingMethod.MOST_REPEATS
              + ", got "
              + repeats
              + ")");
    }
  }

  public void write(Path folder) {
    AtomicFile.write(folder.resolve(FILE), out -> Json.pretty(this, out));
  }

  /** The same run, scored with this gold, which may be another than the one it was made with. */
  public Manifest scoredWith(GoldSet other) {
    return with(
        articles, extracted, other.hash(), other.version(), verdicts, verdictsInGold, repeats);
  }

  /**
   * The same run, holding ids and hashes that another one has as well only once.
   *
   * @param other on the same articles in the same order
   */
  public Manifest sharing(Manifest other) {
    return with(
        other.articles,
        extracted,
        goldHash,
        goldVersion,
        verdicts.equals(other.verdicts) ? other.verdicts : verdicts,
        verdictsInGold,
        repeats);
  }

  /**
   * In what a later plan differs from this one so that their answers must not be mixed.
   *
   * @return a phrase a difference; empty where the run can go on
   */
  public List<String> differences(Manifest other) {
    List<String> found = new ArrayList<>();
    compare(found, "model", model.spec(), other.model.spec());
    compare(found, "model digest", model.digest(), other.model.digest());
    compare(found, "context", model.context(), other.model.context());
    compare(found, "prompts", promptHashes, other.promptHashes);
    compare(found, "repeats", repeats, other.repeats);
    compare(found, "sampling", patient(sampling), patient(other.sampling));
    compare(found, "articles", articles, other.articles);
    if (articles.size() == other.articles.size()) {
      compare(found, "articles that claims are taken from", taken(), other.taken());
    }
    compare(found, "gold", goldHash, other.goldHash);
    if (verdicts.size() != other.verdicts.size()) {
      compare(found, "verdicts", verdicts.size(), other.verdicts.size());
    } else {
      compare(found, "verdicts", verdicts, other.verdicts);
    }
    return found;
  }

  /**
   * The same run as if it had asked about these alone.
   *
   * @param some in the order asked
   * @param taken claims were taken from so many of them, from the first
   * @param judged ids of verdicts
   */
  public Manifest about(List<Article> some, int taken, List<String> judged) {
    Map<String, String> hashes = new LinkedHashMap<>();
    some.forEach(a -> hashes.put(a.id(), a.textHash()));
    return with(
        hashes, OptionalInt.of(taken), goldHash, goldVersion, judged, judged.size(), repeats);
  }

  /** The same with another number of repeats. */
  public Manifest withRepeats(int times) {
    return with(articles, extracted, goldHash, goldVersion, verdicts, verdictsInGold, times);
  }

  private Manifest with(
      Map<String, String> articles,
      OptionalInt extracted,
      String goldHash,
      String goldVersion,
      List<String> verdicts,
      int verdictsInGold,
      int repeats) {
    return new Manifest(
        version,
        tool,
        model,
        prompts,
        promptHashes,
        sampling,
        seeds,
        articles,
        extracted,
        gold,
        goldHash,
        goldVersion,
        verdicts,
        verdictsInGold,
        repeats,
        endpoints,
        environment,
        started);
  }

  /** A time-out decides no answer: a resumed run may give a call more time. */
  private static Sampling patient(Sampling sampling) {
    return sampling.withTimeout(Duration.ZERO);
  }

  private static void compare(List<String> found, String what, Object mine, Object theirs) {
    if (!Objects.equals(mine, theirs)) {
      String before = String.valueOf(mine);
      String now = String.valueOf(theirs);
      found.add(
          before.length() + now.length() > 160 ? what : what + " (" + before + " → " + now + ")");
    }
  }
}
