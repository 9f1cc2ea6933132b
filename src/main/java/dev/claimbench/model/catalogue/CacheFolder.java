package dev.claimbench.model.catalogue;

import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.Map;

/** Where what can be had again is kept, as the XDG Base Directory Specification has it. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * {@code $VARIABLE}, else {@code $XDG_CACHE_HOME/claimbench/NAME}, else {@code
   * ~/.cache/claimbench/NAME}; a blank variable counts as none.
   *
   * @param env environment variables
   * @param home the user's; Java has {@code ?} for a user without an entry in the system's list, as
   *     containers have, and then {@code $HOME} counts
   * @throws UserError where none of these is known
   */
  public static Path resolve(Map<String, String> env, Path home, String variable, String name) {
    String own = env.getOrDefault(variable, "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() ? home(env, home, variable).resolve(".cache") : Path.of(xdg);
    return caches.resolve("claimbench").resolve(name);
  }

  private static Path home(Map<String, String> env, Path home, String variable) {
    if (home.isAbsolute()) {
      return home;
    }
    Path own = Path.of(env.getOrDefault("HOME", ""));
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
