package example;

import dev.claimbench.Claimbench;
import dev.claimbench.RunFolder;
import dev.claimbench.compare.Comparison;
import dev.claimbench.compare.Decision;
import dev.claimbench.compare.Policy;
import dev.claimbench.compare.PolicyReader;
import dev.claimbench.compare.Rule;
import java.nio.file.Path;
import java.util.Optional;

/** May the second of two recorded models take the first one's place? */
public final class DecideSwap {
  private DecideSwap() {}

  public static void main(String[] args) {
    Path suite = Path.of(System.getProperty("user.dir")).resolve("../regression-suite").normalize();
    RunFolder inUse = read(suite, "qwen2.5-coder-0.5b");
    RunFolder candidate = read(suite, "smollm2-135m");
    Policy policy = PolicyReader.read(suite.resolve("../../eval/gate.yaml").normalize());

    Comparison comparison = Claimbench.compare(inUse, candidate, policy);
    Decision decision = Claimbench.decide(comparison, policy);
    System.out.println("decision: " + decision.word());
    for (Rule rule : decision.rules()) {
      System.out.println("  " + rule.name() + ": " + rule.result() + " (" + rule.detail() + ")");
    }
  }

  private static RunFolder read(Path suite, String run) {
    return RunFolder.read(
        suite.resolve("recorded").resolve(run),
        Optional.of(suite.resolve("news/seeds")),
        Optional.of(suite.resolve("news/eval")));
  }
}
