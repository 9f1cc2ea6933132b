package dev.claimbench.cli.options;

import dev.claimbench.align.embedding.BgeModel;
import dev.claimbench.align.embedding.EmbeddingFile;
import dev.claimbench.score.Scoring;
import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What pairs claims; an embedding model's vectors are kept with the run. */
public final class SimilarityOption {
  @Option(
      names = "--similarity",
      paramLabel = "NAME",
      description = {
        "What pairs claims: default, or bge, an embedding model whose vectors are",
        "kept in the run's vectors.json, so that it is needed once"
      })
  private String name;

  /** The default, unless the command line says otherwise. */
  public SimilarityOption() {
    this("default");
  }

  public SimilarityOption(String name) {
    this.name = name;
  }

  private final Map<Path, EmbeddingFile> used = new HashMap<>();
  private final Map<Path, Integer> stored = new HashMap<>();

  public boolean isDefault() {
    return name.equals("default");
  }

  /** How a run is scored. */
  public Scoring scoring(Path folder, int seed) {
    if (isDefault()) {
      return Scoring.standard(seed);
    }
    if (!name.equals("bge")) {
      throw new UserError("--similarity: expected default or bge, got '" + name + "'");
    }
    EmbeddingFile vectors = used.computeIfAbsent(folder, SimilarityOption::read);
    stored.putIfAbsent(folder, vectors.size());
    return new Scoring(BgeModel.similarity(vectors), BgeModel.TAU, seed, Scoring.DEFAULT_RESAMPLES);
  }

  /** Writes the vectors that were made for a run. */
  public void keep(Path folder) {
    Optional.ofNullable(used.get(folder))
        .filter(vectors -> vectors.size() > stored.get(folder))
        .ifPresent(vectors -> AtomicFile.write(folder.resolve(EmbeddingFile.FILE), vectors.json()));
  }

  private static EmbeddingFile read(Path folder) {
    Path file = folder.resolve(EmbeddingFile.FILE);
    if (!Files.exists(file)) {
      return new EmbeddingFile(BgeModel.NAME);
    }
    try {
      return EmbeddingFile.read(
          file.toString(),
          TextFiles.decode(file.toString(), Files.readAllBytes(file)),
          BgeModel.NAME);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }
}
