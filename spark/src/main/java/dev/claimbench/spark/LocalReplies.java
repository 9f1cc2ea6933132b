package dev.claimbench.spark;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** On a disk that all processes share. */
record LocalReplies(Path folder) implements ReplyFolder {
  private static final String END = ".json";

  @Override
  public boolean isEmpty() throws IOException {
    try (Stream<Path> groups = Files.list(folder)) {
      return groups.findAny().isEmpty();
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  @Override
  public Set<String> keys(String group) throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve(group))) {
      files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(END))
          .forEach(n -> keys.add(n.substring(0, n.length() - END.length())));
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (NotDirectoryException e) {
      throw new IOException(e.getMessage() + " is not a folder", e);
    }
    return keys;
  }

  private Path file(String group, String key) {
    return folder.resolve(group).resolve(key + END);
  }

  @Override
  public String read(String group, String key) throws IOException {
    return Files.readString(file(group, key));
  }

  @Override
  public boolean putIfAbsent(String group, String key, String text, String writer)
      throws IOException {
    Path file = file(group, key);
    Path whole = folder.resolve(group).resolve("." + key + "-" + writer);
    Files.createDirectories(file.getParent());
    // No channel: one is closed by the interrupt that ends a task, and the answer is paid for.
    try (OutputStream out = new FileOutputStream(whole.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      // Unlike a rename, a link replaces nothing.
      Files.createLink(file, whole);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.delete(whole);
    }
  }

  @Override
  public void remove(String group, String key) throws IOException {
    Files.deleteIfExists(file(group, key));
  }
}
