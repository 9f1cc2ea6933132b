package dev.claimbench.model;

import dev.claimbench.text.AtomicFile;
import dev.claimbench.text.FileState;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SHA-256 of a file, remembered beside it for as long as {@link FileState} is the same. */
public final class FileDigest {
  private static final Pattern SPLIT = Pattern.compile("^(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

  private FileDigest() {}

  /** Such as {@code sha256:1d96…}; reads the whole file unless it is remembered. */
  public static String compute(Path file) throws IOException {
    Optional<String> state = FileState.read(file);
    Path beside = file.resolveSibling(file.getFileName() + ".digest");
    if (state.isPresent() && Files.isRegularFile(beside) && Files.isReadable(beside)) {
      String record = new String(Files.readAllBytes(beside), StandardCharsets.UTF_8);
      String[] kept = record.strip().split(" ", 2);
      if (kept.length == 2 && kept[1].equals(state.get()) && FileState.isSettled(file, beside)) {
        return kept[0];
      }
    }
    String digest = "sha256:" + Sha256.sha256(file);
    // Written to meanwhile, it has a digest that nothing is known to have.
    if (state.isPresent() && state.equals(FileState.read(file))) {
      try {
        AtomicFile.write(beside, digest + " " + state.get() + "\n");
      } catch (UserError e) {
        // A folder that we may not write to costs a second at the next start, no more.
        return digest;
      }
    }
    return digest;
  }

  /** Of a GGUF file, with all its parts where it is split into several that are loaded together. */
  public static String ofGguf(Path file) throws IOException {
    Matcher split = SPLIT.matcher(file.getFileName().toString());
    if (!split.matches()) {
      return compute(file);
    }
    StringBuilder lines = new StringBuilder();
    int count = Integer.parseInt(split.group(3));
    for (int part = 1; part <= count; part++) {
      String name = Text.format("%s-%05d-of-%s.gguf", split.group(1), part, split.group(3));
      lines.append(compute(file.resolveSibling(name))).append("  ").append(name).append('\n');
    }
    return "sha256:" + Sha256.sha256(lines.toString());
  }
}
