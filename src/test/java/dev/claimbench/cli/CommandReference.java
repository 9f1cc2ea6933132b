package dev.claimbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/COMMANDS.md}, from the same annotations that {@code --help} prints. */
final class CommandReference {
  private static final int WIDTH = 130;
  private static final List<String> EVERYWHERE = List.of("--help", "--version");

  private static final List<List<String>> VARIABLES =
      List.of(
          List.of(
              "`CLAIMBENCH_API_KEY`, else `OPENAI_API_KEY`", "the key that `openai/` servers get"),
          List.of("`OLLAMA_HOST`", "where the Ollama server is, if a model's name does not say so"),
          List.of("`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`", "proxies of downloads"),
          List.of("`CLAIMBENCH_MODELS`", "folder of downloaded and converted models"),
          List.of("`CLAIMBENCH_CACHE`", "folder of cached answers"),
          List.of("`XDG_CACHE_HOME`", "where both folders are by default. Default: `~/.cache`"),
          List.of("`CLAIMBENCH_PLUGINS`", "folder of jars with runtimes, metrics and formats"),
          List.of("`CLAIMBENCH_JAVA_OPTS`", "options of the Java machine, such as `-Xmx4g`"),
          List.of("`CLAIMBENCH_COMMAND`", "what printed commands begin with. Default: the program"),
          List.of("`CLAIMBENCH_POWERCAP`", "folder of the RAPL counters, for `cost --meter`"),
          List.of("`CLAIMBENCH_NVIDIA_SMI`", "the `nvidia-smi` to call, for the same"),
          List.of("`GITHUB_STEP_SUMMARY`", "the file that `gate --github` adds its summary to"),
          List.of("`OTEL_EXPORTER_OTLP_HEADERS`", "headers that `report --otlp` sends"),
          List.of("`NO_COLOR`", "no colours, if set to anything"),
          List.of("`COLUMNS`", "the width of help and progress"));

  private CommandReference() {}

  static String toMarkdown(CommandLine all) {
    List<String> lines = new ArrayList<>();
    lines.add("# Command line");
    lines.add("");
    wrap(
        "",
        "Every command with its arguments and options, as `claimbench COMMAND --help` prints them."
            + " From a checkout the program is `./claimbench`. This page is generated from the"
            + " commands; how to renew it is in"
            + " [CONTRIBUTING](../CONTRIBUTING.md#golden-transcripts).",
        lines);
    lines.add("");
    lines.add("| command | what it does |");
    lines.add("|---|---|");
    for (CommandLine command : all.getSubcommands().values()) {
      String name = command.getCommandName();
      lines.add("| [`" + name + "`](#" + anchor(command) + ") | " + header(command) + " |");
    }
    lines.add("");
    wrap("", "Every command has `-h`, `--help`, and `-V`, `--version`.", lines);
    lines.add("");
    lines.add("## Exit codes");
    exitCodes(all, lines);
    lines.add("");
    lines.add("## Environment variables");
    lines.add("| variable | meaning |");
    lines.add("|---|---|");
    VARIABLES.forEach(v -> lines.add("| " + String.join(" | ", v) + " |"));
    all.getSubcommands().values().forEach(c -> command(c, 2, lines));
    return String.join("\n", lines) + "\n";
  }

  private static void exitCodes(CommandLine all, List<String> lines) {
    String text = String.join(" ", all.getCommandSpec().usageMessage().footer());
    String codes = text.replaceFirst(".*Exit codes: ", "").replaceFirst("\\.$", "");
    lines.add("| code | meaning |");
    lines.add("|---|---|");
    for (String code : codes.split(", (?=[0-9])", -1)) {
      lines.add("| " + code.replaceFirst(" ", " | ") + " |");
    }
  }

  private static void command(CommandLine command, int level, List<String> lines) {
    CommandSpec spec = command.getCommandSpec();
    lines.add("");
    lines.add("#".repeat(level) + " " + name(command));
    wrap("", text(spec.usageMessage().description()), lines);
    lines.add("");
    lines.add("```");
    lines.add(usage(command));
    lines.add("```");
    if (!command.getSubcommands().isEmpty()) {
      command
          .getSubcommands()
          .values()
          .forEach(c -> lines.add("- [`" + name(c) + "`](#" + anchor(c) + "): " + header(c)));
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        item("`" + parameter.paramLabel() + "`", parameter, lines);
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden() && !EVERYWHERE.contains(option.longestName())) {
        item(names(option), option, lines);
      }
    }
    List<String> examples = examples(spec);
    if (!examples.isEmpty()) {
      lines.add("");
      lines.add(examples.size() == 1 ? "Example:" : "Examples:");
      lines.add("```");
      lines.addAll(examples);
      lines.add("```");
    }
    command.getSubcommands().values().forEach(c -> command(c, level + 1, lines));
  }

  private static String usage(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String parameters =
        spec.positionalParameters().stream()
            .filter(p -> !p.hidden())
            .map(
                p ->
                    (p.arity().min() == 0 ? "[" : "")
                        + p.paramLabel()
                        + (p.arity().max() > 1 ? "..." : "")
                        + (p.arity().min() == 0 ? "]" : ""))
            .collect(Collectors.joining(" "));
    String required =
        spec.options().stream()
            .filter(OptionSpec::required)
            .map(o -> o.longestName() + " " + o.paramLabel())
            .collect(Collectors.joining(" "));
    return Stream.of(
            spec.qualifiedName(),
            command.getSubcommands().isEmpty() ? "" : "COMMAND",
            required,
            "[OPTION...]",
            parameters)
        .filter(part -> !part.isEmpty())
        .filter(part -> command.getSubcommands().isEmpty() || !part.equals("[OPTION...]"))
        .collect(Collectors.joining(" "));
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names()).map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    return names
        + (option.arity().min() == 0
            ? " `[=" + option.paramLabel() + "]`"
            : " `" + option.paramLabel() + "`");
  }

  private static void item(String what, ArgSpec arg, List<String> lines) {
    wrap("  ", "- " + what + ": " + text(arg.description()), lines);
  }

  private static List<String> examples(CommandSpec spec) {
    return Arrays.stream(spec.usageMessage().footer())
        .map(l -> l.replaceFirst("^(Examples?: *|  )", ""))
        .filter(l -> !l.isBlank())
        .toList();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^" + Main.NAME + " ", "");
  }

  /** As GitHub makes them of headings. */
  private static String anchor(CommandLine command) {
    return name(command).replace(' ', '-');
  }

  private static String header(CommandLine command) {
    CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    return usage.header().length > 0
        ? text(usage.header())
        : text(usage.description()).split("(?<=\\.) ", 2)[0];
  }

  /** Outside of code, {@code <id>} would be an element, which is not shown. */
  private static String text(String... lines) {
    String[] parts = String.join(" ", lines).replace("%%", "%").split("`", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] = parts[i].replace("<", "\\<");
    }
    return String.join("`", parts);
  }

  private static void wrap(String indent, String text, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
      } else if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
  }
}
