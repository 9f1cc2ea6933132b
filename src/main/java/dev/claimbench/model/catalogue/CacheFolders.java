package dev.claimbench.model.catalogue;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where what can be had again is kept, as the XDG Base Directory Specification has it.
 *
 * @param variables of the environment
 * @param userHome the user's home folder; Java has {@code ?} for a user without an entry in the
 *     system's list, as containers have, and then {@code $HOME} counts
 */
public record CacheFolders(Map<String, String> variables, Path userHome) {
  /** Of the user whose process this is. */
  public static CacheFolders ofUser(Map<String, String> variables) {
    return new CacheFolders(variables, Path.of(System.getProperty("user.home")));
  }

  /**
   * Models: {@code $CLAIMBENCH_MODELS}, else {@code $XDG_CACHE_HOME/claimbench/models}, else {@code
   * ~/.cache/claimbench/models}.
   *
   * @throws UserError where none of these is known
   */
  public Path models() {
    return folder("CLAIMBENCH_MODELS", "models");
  }

  /**
   * Replies of earlier runs: {@code $CLAIMBENCH_CACHE}, else {@code
   * $XDG_CACHE_HOME/claimbench/replies}, else {@code ~/.cache/claimbench/replies}.
   *
   * @throws UserError where none of these is known
   */
  public Path replies() {
    return folder("CLAIMBENCH_CACHE", "replies");
  }

  /** A blank variable counts as none. */
  private Path folder(String variable, String name) {
    String own = variables.getOrDefault(variable, "");
    if (!own.isBlank()) {
      return path(own, variable);
    }
    String xdg = variables.getOrDefault("XDG_CACHE_HOME", "");
    Path given = xdg.isBlank() ? Path.of("") : path(xdg, variable);
    // As that specification has it: a relative one is to be ignored.
    Path caches = given.isAbsolute() ? given : home(variable).resolve(".cache");
    return caches.resolve("claimbench").resolve(name);
  }

  /** No shell has put the home folder for {@code ~} in files of variables, as containers read. */
  private Path path(String given, String variable) {
    return given.equals("~") || given.startsWith("~/")
        ? home(variable).resolve(given.substring(Math.min(2, given.length())))
        : Path.of(given);
  }

  private Path home(String variable) {
    if (userHome.isAbsolute()) {
      return userHome;
    }
    Path own = Path.of(variables.getOrDefault("HOME", ""));
    if (!own.isAbsolute()) {
      throw new UserError(
          "no home folder for what is cached: this user has none, and HOME is "
              + (own.toString().isEmpty() ? "not set" : "'" + own + "', no absolute path")
              + "; set HOME, XDG_CACHE_HOME or "
              + variable
              + " to a folder that can be written");
    }
    return own;
  }
}
