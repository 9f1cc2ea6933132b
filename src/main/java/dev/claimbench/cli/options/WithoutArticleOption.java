package dev.claimbench.cli.options;

import picocli.CommandLine.Option;

/** {@code --without-article}. */
public final class WithoutArticleOption {
  @Option(
      names = "--without-article",
      description = {
        "Ask every verdict once more with the article left out of the prompt: what the",
        "model knows or guesses from the claim alone stands beside its scores"
      })
  private boolean given;

  public boolean given() {
    return given;
  }
}
