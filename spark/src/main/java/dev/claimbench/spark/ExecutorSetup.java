package dev.claimbench.spark;

import dev.claimbench.model.ModelInfo;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * What an executor needs to ask.
 *
 * @param where the plan's name
 * @param plan its text
 * @param model the identity of the model that the driver found, as JSON
 * @param out folder of the job
 * @param application id of the Spark application
 * @param slots calls in flight at a time, of all tasks of one executor
 * @param isNew whether the folder had no reply when the job began
 */
record ExecutorSetup(
    String where, String plan, String model, URI out, String application, int slots, boolean isNew)
    implements Serializable {
  JobPlan parsed() {
    return JobPlan.parse(where, plan, Path.of(""));
  }

  ModelInfo expected() {
    return OwnJson.read(model, ModelInfo.class);
  }
}
