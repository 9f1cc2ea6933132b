package dev.claimbench.model.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.ParameterList;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.Map;

/**
 * A graph whose outputs are written into arrays of the caller. DJL's own block has ONNX Runtime
 * make new ones at every call, and reads the logits by copying all of them; here a cache can stay
 * where it is.
 */
final class BoundGraph extends AbstractSymbolBlock {
  private final OrtSession session;

  BoundGraph(OrtSession session) {
    this.session = session;
  }

  /**
   * Runs the graph once.
   *
   * @param arrays inputs and outputs, known by their names; an output that is missing is not
   *     computed
   * @return nothing: the outputs' arrays hold the result
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList arrays,
      boolean training,
      PairList<String, Object> settings) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    Map<String, OnnxTensor> outputs = new HashMap<>();
    for (NDArray array : arrays) {
      OnnxTensor tensor = ((OrtNDArray) array).getTensor();
      boolean goesIn = session.getInputNames().contains(array.getName());
      (goesIn ? inputs : outputs).put(array.getName(), tensor);
    }
    try {
      session.run(inputs, outputs).close();
      return new NDList();
    } catch (OrtException e) {
      throw new GraphException(e.getMessage(), e);
    }
  }

  /** ONNX Runtime refused to run the graph. */
  static final class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GraphException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  public boolean isInitialized() {
    return true;
  }

  @Override
  public ParameterList getDirectParameters() {
    return new ParameterList();
  }

  @Override
  public void removeLastBlock() {
    throw new UnsupportedOperationException("a graph is not cut");
  }
}
