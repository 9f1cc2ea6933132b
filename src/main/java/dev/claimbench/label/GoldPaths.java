package dev.claimbench.label;

import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.text.Ids;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where labels lie in a gold folder, the gold's own or one annotator's. No name and no link leads
 * out of it: a page must not write whatever a cloned folder points to.
 *
 * @param gold the gold folder
 * @param folder itself, or a folder in it
 */
record GoldPaths(Path gold, Path folder) {
  GoldPaths(Path gold) {
    this(gold, gold);
  }

  /**
   * What an article claims.
   *
   * @throws UserError where the file is not in the gold folder, or no file
   */
  Path claims(String article) {
    return inside("gold", "article", article);
  }

  /**
   * What articles say of a story's claims.
   *
   * @throws UserError as {@link #claims}
   */
  Path verdicts(String story) {
    return inside(GoldFolder.VERIFY, "story", story);
  }

  /** The file itself, or what a link in the gold folder points to, so that the link stays. */
  private Path inside(String kind, String what, String id) {
    Path file = folder.resolve(kind).resolve(Ids.require(what, id) + ".yaml");
    try {
      if (!Files.exists(file)) {
        Path place = file.getParent();
        while (!Files.exists(place) && place.getParent() != null) {
          place = place.getParent();
        }
        boolean within =
            !Files.isDirectory(gold) || place.toRealPath().startsWith(gold.toRealPath());
        if (!within || Files.isSymbolicLink(file)) {
          throw new UserError(file + ": a link that leads out of " + gold + " or nowhere");
        }
        return file;
      }
      Path real = file.toRealPath();
      if (!real.startsWith(gold.toRealPath())) {
        throw new UserError(
            file + ": a link to " + real + ", which is not in " + gold + "; label that folder");
      }
      if (!Files.isRegularFile(real)) {
        throw new UserError(file + ": a folder, pipe or device, not a file of labels");
      }
      return Files.isSymbolicLink(file) ? real : file;
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }
}
