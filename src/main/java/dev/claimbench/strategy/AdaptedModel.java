package dev.claimbench.strategy;

import dev.claimbench.model.DelegatingModel;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelException;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptTemplate;
import dev.claimbench.text.Sha256;
import java.util.Map;
import java.util.TreeMap;

/** What all adaptations have in common: the model that they ask, and who they are. */
abstract class AdaptedModel extends DelegatingModel {
  private final ModelInfo info;

  /**
   * @param name of the adaptation, with its numbers
   * @param decides all else that decides its answers: prompts, examples, other models' digests
   * @param known false where an other model that it asks has no digest: then it has none either
   * @param prompts of its own, whose versions and hashes the manifest then has
   */
  AdaptedModel(Model inner, String name, String decides, boolean known, PromptTemplate... prompts) {
    super(inner);
    ModelInfo reported = inner.info();
    Map<String, String> versions = new TreeMap<>(reported.versions());
    versions.put(name, Sha256.sha256(decides));
    for (PromptTemplate prompt : prompts) {
      versions.put("prompt " + prompt.task(), "version " + prompt.version() + ", " + prompt.hash());
    }
    info =
        new ModelInfo(
            reported.spec() + " + " + name,
            reported.runtime(),
            reported.name() + " + " + name,
            reported.digest().isEmpty() || !known
                ? ""
                : "sha256:" + Sha256.sha256(String.join("\0", reported.digest(), name, decides)),
            reported.quantization(),
            reported.context(),
            versions);
  }

  @Override
  public final ModelInfo info() {
    return info;
  }

  @Override
  public abstract Reply ask(Prompt prompt, Sampling sampling, int repeat) throws ModelException;
}
