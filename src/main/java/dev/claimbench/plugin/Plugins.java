package dev.claimbench.plugin;

import dev.claimbench.text.UserError;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Finds classes by {@link ServiceLoader}: those of this jar and those of every other jar on the
 * class path, which adds a line to {@code META-INF/services/} of its own.
 */
public final class Plugins {
  private Plugins() {}

  /**
   * What is there already, then one object of each class that is found: those of the service's own
   * jar first, the others in the order of the class path.
   *
   * @param name what the user calls it, which no two may share
   * @throws UserError for a class that cannot be loaded, and for two of one name
   */
  public static <T> List<T> load(Class<T> service, Function<T, String> name, List<T> builtIn) {
    return load(service, name, builtIn, service.getClassLoader());
  }

  static <T> List<T> load(
      Class<T> service, Function<T, String> name, List<T> builtIn, ClassLoader loader) {
    Map<String, T> byName = new LinkedHashMap<>();
    builtIn.forEach(own -> byName.put(name.apply(own), own));
    try {
      for (T found : ServiceLoader.load(service, loader)) {
        T before = byName.putIfAbsent(name.apply(found), found);
        if (before != null) {
          throw new UserError(
              "two classes are named '%s': %s and %s; take the jar of one of them off the class path"
                  .formatted(name.apply(found), described(before), described(found)));
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new UserError(
          "a plugin on the class path cannot be loaded: "
              + e.getMessage()
              + (e.getCause() == null ? "" : " (" + e.getCause() + ")")
              + "; take its jar away, or build it against this version of Claimbench");
    }
    return byName.values().stream()
        .sorted(Comparator.comparing(found -> !source(found.getClass()).equals(source(service))))
        .toList();
  }

  /** The jar or folder of a class; empty for one of the JDK's own. */
  private static String source(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
  }

  private static String described(Object plugin) {
    String source = source(plugin.getClass());
    return plugin.getClass().getName() + (source.isEmpty() ? "" : " of " + source);
  }
}
