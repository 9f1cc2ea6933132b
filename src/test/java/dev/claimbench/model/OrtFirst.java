package dev.claimbench.model;

import ai.onnxruntime.OrtEnvironment;
import dev.claimbench.model.djl.DjlModelTest;
import java.nio.file.Path;

/** A process in which something else started ONNX Runtime before DJL could. */
public final class OrtFirst {
  private OrtFirst() {}

  public static void main(String[] args) throws Exception {
    OrtEnvironment first = OrtEnvironment.getEnvironment();
    try (Model model = DjlModelTest.open(Path.of(args[0]))) {
      model.ask(Prompts.verify("It was cheap."), ModelContract.GREEDY);
    }
    System.out.print(first == OrtEnvironment.getEnvironment() ? "answered" : "another one");
  }
}
