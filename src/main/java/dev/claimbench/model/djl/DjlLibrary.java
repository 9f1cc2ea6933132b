package dev.claimbench.model.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.lang.reflect.Field;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/** DJL's and ONNX Runtime's native parts, which lie in their jars: nothing is downloaded. */
final class DjlLibrary {
  static final String ENGINE = "OnnxRuntime";

  private static boolean started;

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
    if (!started) {
      startEngine();
      started = true;
    }
    return OrtEnvironment.getEnvironment();
  }

  /**
   * DJL insists on making ONNX Runtime's environment, of which a process has one, and fails for
   * good where another part of it did so before: the embedding model, or the program that we are
   * used in. So it is not shown that one while it starts. Both are handles of one native
   * environment, which counts them.
   */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // the lock that guards the field
  private static void startEngine() {
    synchronized (OrtEnvironment.class) {
      Field made;
      Object before;
      try {
        made = OrtEnvironment.class.getDeclaredField("INSTANCE");
        made.setAccessible(true);
        before = made.get(null);
        if (before != null) {
          made.set(null, null);
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Another version of ONNX Runtime: DJL goes first, or says itself that it cannot.
        Engine.getEngine(ENGINE);
        return;
      }
      try {
        Engine.getEngine(ENGINE);
      } finally {
        putBack(made, before);
      }
    }
  }

  private static void putBack(Field made, Object before) {
    try {
      if (before != null) {
        made.set(null, before);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a field that could be written cannot be any more", e);
    }
  }

  /**
   * Loads a graph.
   *
   * @param threads for one run of it, 1 or more
   * @throws ModelFolderException where ONNX Runtime does not take it
   */
  static OrtSession session(Path file, int threads) throws ModelFolderException {
    OrtEnvironment environment = prepare();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // What it would print to standard error comes back as an exception as well.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(file.toString(), options);
    } catch (OrtException e) {
      throw new ModelFolderException(
          file + ": ONNX Runtime " + environment.getVersion() + " does not load it: " + oneLine(e),
          e);
    }
  }

  /** A graph's input of whole numbers, one row. */
  static NDArray row(NDManager manager, String name, long[] row) {
    NDArray array = manager.create(LongBuffer.wrap(row), new Shape(1, row.length), DataType.INT64);
    array.setName(name);
    return array;
  }

  /** A graph's input of one whole number. */
  static NDArray number(NDManager manager, String name, long number) {
    NDArray array =
        manager.create(LongBuffer.wrap(new long[] {number}), new Shape(), DataType.INT64);
    array.setName(name);
    return array;
  }

  /** What a graph that failed threw through DJL. */
  static RuntimeException failed(TranslateException e) {
    return e.getCause() instanceof BoundGraph.GraphException failed
        ? failed
        : new IllegalStateException("DJL failed: " + oneLine(e), e);
  }

  static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not let go of the graph", e);
    }
  }

  static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
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
