package dev.claimbench.model.gguf;

import de.kherud.llama.LlamaModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * Unpacks the native llama.cpp of de.kherud:llama into a folder of this process.
 *
 * <p>Left to itself the binding unpacks to one fixed path in the temporary folder, where two
 * processes overwrite each other's code, deletes whatever there begins with "llama", and prints to
 * standard output.
 */
final class LlamaLibrary {
  private static boolean ready;

  private LlamaLibrary() {}

  static synchronized void prepare() throws IOException {
    if (ready || System.getProperty("de.kherud.llama.lib.path") != null) {
      return;
    }
    Path folder = Files.createTempDirectory("claimbench-llama-");
    // Deleted in the opposite order of registration: the library first.
    folder.toFile().deleteOnExit();
    System.setProperty("de.kherud.llama.tmpdir", folder.toString());
    String name = System.mapLibraryName("jllama");
    try (InputStream packed = LlamaModel.class.getResourceAsStream(platform() + "/" + name)) {
      // On other systems the binding searches by itself, and says what it misses.
      if (packed != null) {
        Path library = folder.resolve(name);
        Files.copy(packed, library);
        library.toFile().deleteOnExit();
        System.setProperty("de.kherud.llama.lib.path", folder.toString());
      }
    }
    ready = true;
  }

  /** The folder's name within the binding's jar. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (os.contains("win") ? "Windows" : os.contains("mac") ? "Mac" : "Linux")
        + "/"
        + (machine.equals("aarch64") || machine.equals("arm64") ? "aarch64" : "x86_64");
  }

  /** The binding's version, e.g. {@code 4.2.0}; empty where its jar does not tell. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        LlamaModel.class.getResourceAsStream("/META-INF/maven/de.kherud/llama/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return "";
    }
    return properties.getProperty("version", "");
  }
}
