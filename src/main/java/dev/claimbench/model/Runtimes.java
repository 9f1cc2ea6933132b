package dev.claimbench.model;

import dev.claimbench.plugin.Plugins;
import java.util.List;
import java.util.Optional;

/** The runtimes of this jar, then those of other jars on the class path. */
public final class Runtimes {
  private static List<ModelRuntime> all = List.of();

  private Runtimes() {}

  /**
   * All of them.
   *
   * @throws dev.claimbench.text.UserError where another jar's cannot be loaded, or has the name of
   *     one that is there
   */
  public static synchronized List<ModelRuntime> all() {
    // Not in a static initialiser, from which the user's mistake would come out as a crash.
    if (all.isEmpty()) {
      all = Plugins.load(ModelRuntime.class, ModelRuntime::name, List.of());
    }
    return all;
  }

  /** As specs begin with them. */
  public static List<String> names() {
    return all().stream().map(ModelRuntime::name).toList();
  }

  /** The one of that name. */
  public static Optional<ModelRuntime> named(String name) {
    return all().stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
