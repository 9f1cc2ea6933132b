package dev.claimbench.model.catalogue;

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
   * @param home the user's
   */
  public static Path of(Map<String, String> env, Path home, String variable, String name) {
    String own = env.getOrDefault(variable, "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
    return caches.resolve("claimbench").resolve(name);
  }
}
