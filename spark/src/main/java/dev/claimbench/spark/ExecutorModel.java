package dev.claimbench.spark;

import dev.claimbench.Claimbench;
import dev.claimbench.model.LocalModels;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.SystemMessageGuard;
import dev.claimbench.run.Experiment;
import dev.claimbench.run.ModelAccess;
import dev.claimbench.text.UserError;
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
      open = new SystemMessageGuard(opened(setup, notes), notes);
      of = setup;
    }
    return open;
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
                  access.options(System.getenv(), LocalModels.byPath()),
                  notes));
    } catch (UserError e) {
      throw new ServerGoneException(e.getMessage());
    }
    if (!same(setup.expected(), model.info())) {
      String found = model.info().name() + " " + model.info().digest();
      model.close();
      throw new ServerGoneException(
          "its server has another model: expected "
              + setup.expected().name()
              + " "
              + setup.expected().digest()
              + ", got "
              + found);
    }
    return model;
  }

  /** All that decides the keys of calls, and the versions. */
  private static boolean same(ModelInfo driver, ModelInfo here) {
    return new ModelInfo(
            driver.spec(),
            here.runtime(),
            here.name(),
            here.digest(),
            here.quantization(),
            here.context(),
            here.versions())
        .equals(driver);
  }
}
