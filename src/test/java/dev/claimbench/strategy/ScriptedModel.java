package dev.claimbench.strategy;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.model.Model;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.task.PromptLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A model that answers as a test says, in a second and 100 + 10 tokens, and keeps what it saw. */
final class ScriptedModel implements Model {
  static final PromptLibrary PROMPTS = new PromptLibrary(Path.of("prompts"));

  static final Article ARTICLE =
      new Article(
          "bridge", "river", "The bridge", "", Optional.empty(), "The bridge shut. It rained.");

  final List<Prompt> seen = new ArrayList<>();
  final List<Integer> seeds = new ArrayList<>();
  private final String name;
  private final BiFunction<Prompt, Integer, String> answers;
  boolean closed;

  /** {@code answers} gets the prompt and how many came before it. */
  ScriptedModel(String name, BiFunction<Prompt, Integer, String> answers) {
    this.name = name;
    this.answers = answers;
  }

  static CheckClaim claim(String text) {
    return new CheckClaim("river", "v01", text, "f1", Optional.empty(), Optional.empty());
  }

  static String verdict(String label) {
    return "{\"evidence\":\"\",\"verdict\":\"" + label + "\"}";
  }

  static Sampling sampling(double temperature) {
    return new Sampling(
        temperature,
        Optional.empty(),
        Optional.empty(),
        7,
        192,
        Duration.ofSeconds(1),
        Optional.empty());
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo("gguf/" + name, "gguf", name, "sha256:" + name, "Q4", 8192, Map.of());
  }

  @Override
  public Reply ask(Prompt prompt, Sampling sampling) {
    String text = answers.apply(prompt, seen.size());
    seen.add(prompt);
    seeds.add(sampling.seed());
    return new Reply(
        text,
        "",
        Reply.Stop.END,
        2000,
        10,
        Optional.empty(),
        Optional.of(Duration.ofMillis(100)),
        Optional.of(Duration.ofMillis(900)),
        Duration.ofSeconds(1),
        "{}");
  }

  @Override
  public List<String> endpoints() {
    return List.of("gguf/one", "gguf/two");
  }

  @Override
  public void close() {
    closed = true;
  }
}
