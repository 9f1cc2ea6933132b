package dev.claimbench.cli;

import dev.claimbench.cli.options.InputOptions;
import dev.claimbench.cli.options.WithoutArticleOption;
import dev.claimbench.model.ModelSpec;
import dev.claimbench.run.Experiment;
import dev.claimbench.text.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of {@code claimbench run} that another command takes after {@code --}. */
@Command(name = "run")
final class NestedRunOptions {
  @Mixin private InputOptions inputs;
  @Mixin private WithoutArticleOption withoutArticle;
  @Mixin private RunOptions options;

  private NestedRunOptions() {}

  /**
   * Reads them.
   *
   * @throws CommandLine.ParameterException for what is no such option; it names {@code run}
   */
  static NestedRunOptions parse(List<String> words) {
    NestedRunOptions questions = new NestedRunOptions();
    CommandLine line = new CommandLine(new Main()).addSubcommand(new CommandLine(questions));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    var unused =
        line.parseArgs(Stream.concat(Stream.of("run"), words.stream()).toArray(String[]::new));
    return questions;
  }

  /**
   * What they say, of one model.
   *
   * @throws UserError for a value out of range
   */
  Experiment experiment(ModelSpec model, Path out) {
    return new Experiment(
        model, inputs.inputs(), options.method(), options.access(), withoutArticle.given(), out);
  }

  RunOptions options() {
    return options;
  }
}
