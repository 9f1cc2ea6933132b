package dev.claimbench.model.djl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.claimbench.model.GitLfs;
import dev.claimbench.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where the files of an ONNX export lie, as Hugging Face lays them out. */
final class ExportFiles {

  private ExportFiles() {}

  /**
   * The {@code .onnx} file of a folder or of its {@code onnx/}, or the one that is named itself.
   *
   * @param wanted what is expected there, for the message
   */
  static Path graph(Path path, String wanted) throws ModelFolderException {
    if (!Files.exists(path)) {
      throw new ModelFolderException(path + ": there is no such folder; " + wanted);
    }
    if (Files.isRegularFile(path)) {
      if (!path.toString().endsWith(".onnx")) {
        throw new ModelFolderException(
            path + ": a folder or an .onnx file was expected; a .gguf file runs as gguf/" + path);
      }
      return fetched(path);
    }
    List<Path> graphs = new ArrayList<>();
    for (Path place : List.of(path, path.resolve("onnx"))) {
      graphs.addAll(list(place).filter(f -> f.toString().endsWith(".onnx")).toList());
    }
    if (graphs.size() == 1) {
      return fetched(graphs.get(0));
    }
    if (graphs.isEmpty()) {
      throw new ModelFolderException(
          path + ": there is no .onnx file in it or in its onnx/; export the model to ONNX first");
    }
    throw new ModelFolderException(
        path + ": there are " + graphs.size() + " .onnx files; name one, such as " + graphs.get(0));
  }

  /** Exports with several graphs keep them in {@code onnx/}, and the rest above. */
  static Path home(Path graph) {
    Path parent = graph.toAbsolutePath().getParent();
    boolean within =
        parent.endsWith("onnx")
            && !Files.exists(parent.resolve("config.json"))
            && parent.getParent() != null;
    return within ? parent.getParent() : parent;
  }

  /**
   * The files that a graph keeps its weights in: those that it names itself, and those of the usual
   * names beside it.
   *
   * @throws ModelFolderException where it names one that is not there, or that is not in its
   *     folder: what any file of this machine holds is nobody's weights
   */
  static List<Path> data(Path graph) throws ModelFolderException {
    Path place = graph.toAbsolutePath().getParent();
    String name = graph.getFileName().toString();
    Set<Path> files = new TreeSet<>();
    list(place)
        .filter(f -> f.getFileName().toString().startsWith(name))
        .filter(f -> f.getFileName().toString().matches(".*\\.onnx[._]data(_\\d+)?"))
        .forEach(files::add);
    try {
      for (String location : ExternalData.locations(graph)) {
        files.add(inside(graph, place, location));
      }
    } catch (IOException e) {
      throw new ModelFolderException(graph + " cannot be read: " + e.getMessage(), e);
    }
    for (Path file : files) {
      fetched(file);
    }
    return List.copyOf(files);
  }

  private static Path fetched(Path file) throws ModelFolderException {
    if (GitLfs.isPointer(file)) {
      throw new ModelFolderException(file + ": " + GitLfs.POINTER);
    }
    return file;
  }

  private static Path inside(Path graph, Path place, String location)
      throws ModelFolderException, IOException {
    String named = graph + ": it keeps weights in '" + location + "', ";
    boolean plain =
        !location.isEmpty()
            && !location.matches("(?s)[/\\\\].*|[A-Za-z]:.*|.*\\x00.*")
            && Stream.of(location.split("[/\\\\]", -1)).noneMatch(".."::equals);
    if (!plain) {
      throw new ModelFolderException(
          named + "which is outside its folder; export it with its data beside it");
    }
    Path file = place.resolve(location).normalize();
    if (!Files.isRegularFile(file)) {
      throw new ModelFolderException(named + "which is not there; copy it from the model's page");
    }
    Path real = file.toRealPath();
    Path home = place.toRealPath();
    Optional<Path> blobs = blobs(home);
    if (!real.startsWith(home) && !(blobs.isPresent() && real.startsWith(blobs.get()))) {
      throw new ModelFolderException(
          named + "a link that leads out of its folder; copy the file itself there");
    }
    return file;
  }

  /**
   * Where a Hugging Face cache has the bytes of a model: {@code snapshots/REVISION/} holds links to
   * {@code blobs/} beside it.
   */
  private static Optional<Path> blobs(Path place) throws IOException {
    for (Path p = place; p != null && p.getParent() != null; p = p.getParent()) {
      Path above = p.getParent();
      Path blobs = above.resolveSibling("blobs");
      if (above.endsWith("snapshots") && Files.isDirectory(blobs)) {
        return Optional.of(blobs.toRealPath());
      }
    }
    return Optional.empty();
  }

  /**
   * Graph, weights, and those of the named files that are there: all that decides what a model
   * answers, in a fixed order.
   */
  static List<Path> deciding(Path folder, Path graph, List<Path> data, String... names) {
    List<Path> files = new ArrayList<>(List.of(graph));
    files.addAll(data);
    Stream.of(names).map(folder::resolve).filter(Files::exists).forEach(files::add);
    return files;
  }

  private static Stream<Path> list(Path folder) throws ModelFolderException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (NotDirectoryException | java.nio.file.NoSuchFileException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new ModelFolderException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A file of the folder that has to be there. */
  static Path need(Path folder, String name, String what) throws ModelFolderException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelFolderException(
          folder
              + ": there is no "
              + name
              + " ("
              + what
              + "); copy it there from the model's page");
    }
    return fetched(file);
  }

  static JsonNode json(Path file) throws ModelFolderException {
    try {
      return Json.PLAIN.readTree(fetched(file).toFile());
    } catch (JsonProcessingException e) {
      throw new ModelFolderException(file + ": not valid JSON: " + Json.reason(e), e);
    } catch (IOException e) {
      throw new ModelFolderException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
