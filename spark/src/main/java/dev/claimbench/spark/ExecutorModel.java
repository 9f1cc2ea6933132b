package dev.claimbench.spark;

import dev.claimbench.Claimbench;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.SystemMessageGuard;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The model of this process, opened by the first task that asks it. */
final class ExecutorModel {
  private static @Nullable Model open;
  private static @Nullable ExecutorSetup of;

  private ExecutorModel() {}

  /**
   * @param notes gets what is said of servers that are left out
   * @throws ServerGoneException where no server is there, or it has another model than the driver's
   */
  static synchronized Model get(ExecutorSetup setup, Consumer<String> notes) {
    if (open == null || !setup.equals(of)) {
      close();
      open = new SharedSlots(new SystemMessageGuard(opened(setup, notes), notes), setup.slots());
      of = setup;
    }
    return open;
  }

  /** A plan's models are on servers: nothing is looked for on this machine's disk. */
  static LocalModels noFiles() {
    return new LocalModels() {
      @Override
      public Path file(String model) {
        throw new UserError(model + ": expected a model that a server has");
      }

      @Override
      public Path folder(String model) {
        return file(model);
      }
    };
  }

  /** The next task looks for the server anew. */
  static synchronized void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private static Model opened(ExecutorSetup setup, Consumer<String> notes) {
    Experiment experiment = setup.parsed().experiment();
    ModelAccess access = experiment.access();
    Model model;
    try {
      model =
          access.identified(
              Claimbench.open(
                  access.places(experiment.model()),
                  access.options(System.getenv(), noFiles()),
                  notes));
    } catch (UserError e) {
      throw new ServerGoneException(e.getMessage());
    }
    List<String> differences = differences(setup.expected(), model.info());
    if (!differences.isEmpty()) {
      model.close();
      throw new ServerGoneException(
          "its server has another model than the driver's: " + String.join("; ", differences));
    }
    return model;
  }

  /** In what decides the keys of calls, and in the versions; the address may be another. */
  static List<String> differences(ModelInfo driver, ModelInfo here) {
    List<String> found = new ArrayList<>();
    compare(found, "runtime", driver.runtime(), here.runtime());
    compare(found, "name", driver.name(), here.name());
    compare(found, "digest", driver.digest(), here.digest());
    compare(found, "quantisation", driver.quantization(), here.quantization());
    compare(found, "context", driver.context(), here.context());
    compare(found, "versions", driver.versions(), here.versions());
    return found;
  }

  private static void compare(List<String> found, String what, Object driver, Object here) {
    if (!driver.equals(here)) {
      found.add(what + ": expected " + driver + ", got " + here);
    }
  }
}
