package dev.claimbench.model.djl;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.util.Map;

/** DJL's and ONNX Runtime's native parts, which lie in their jars: nothing is downloaded. */
final class DjlLibrary {
  static final String ENGINE = "OnnxRuntime";

  private DjlLibrary() {}

  /**
   * Readies both for use without a network. DJL looks for other engines and for its own updates,
   * and tells its makers on which cloud machine it runs, unless it is told not to.
   */
  static synchronized OrtEnvironment prepare() {
    for (Map.Entry<String, String> setting :
        Map.of(
                "ai.djl.offline", "true",
                "OPT_OUT_TRACKING", "true",
                "ai.djl.onnx.disable_alternative", "true",
                "ai.djl.default_engine", ENGINE)
            .entrySet()) {
      if (System.getProperty(setting.getKey()) == null) {
        System.setProperty(setting.getKey(), setting.getValue());
      }
    }
    // DJL first: it fails where another part of the process has made the environment before it.
    Engine.getEngine(ENGINE);
    return OrtEnvironment.getEnvironment();
  }

  /** Versions by name, for manifests. */
  static Map<String, String> versions() {
    return Map.of(
        "ai.djl",
        Engine.getDjlVersion(),
        "onnxruntime",
        OrtEnvironment.getEnvironment().getVersion());
  }
}
