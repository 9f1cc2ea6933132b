package dev.claimbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help whose lines are broken once, at the terminal's width: the lines of an annotation are one
 * paragraph. A list of commands has one line each, the command's {@code header} or the first
 * sentence of its description. Examples are never broken, so that they can be copied.
 */
final class PlainHelp extends Help {
  private static final int USUAL = 80;
  private static final int LEAST = 60;
  private static final int MOST = 120;

  private PlainHelp(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  /** Has a command line and those below it show their help so. */
  static void use(CommandLine line, Map<String, String> variables) {
    line.setHelpFactory(PlainHelp::new);
    // Picocli looks for a terminal by itself, and its styles are not those that we let through.
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(columns(variables.getOrDefault("COLUMNS", "")));
    List<String> sections = new ArrayList<>(line.getHelpSectionKeys());
    // It would say once more what the description begins with.
    sections.remove(UsageMessageSpec.SECTION_KEY_HEADER);
    line.setHelpSectionKeys(sections);
  }

  /** What {@code COLUMNS} says, within reason; {@value #USUAL} where it says nothing. */
  private static int columns(String given) {
    return given.matches("[0-9]{1,4}")
        ? Math.max(LEAST, Math.min(MOST, Integer.parseInt(given)))
        : USUAL;
  }

  private static String paragraph(String... lines) {
    return String.join(" ", lines);
  }

  @Override
  public String description(Object... params) {
    UsageMessageSpec usage = commandSpec().usageMessage();
    usage.description(paragraph(usage.description()));
    return super.description(params);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer usual = super.createDefaultOptionRenderer();
    // A copy knows no variables in names, which the usual options have: only where it is needed.
    return (option, labels, colors) ->
        usual.render(option.description().length > 1 ? joined(option) : option, labels, colors);
  }

  private static OptionSpec joined(OptionSpec option) {
    return OptionSpec.builder(option).description(paragraph(option.description())).build();
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer usual = super.createDefaultParameterRenderer();
    return (parameter, labels, colors) ->
        usual.render(
            parameter.description().length > 1 ? joined(parameter) : parameter, labels, colors);
  }

  private static PositionalParamSpec joined(PositionalParamSpec parameter) {
    return PositionalParamSpec.builder(parameter)
        .description(paragraph(parameter.description()))
        .build();
  }

  @Override
  public String commandList(Map<String, Help> commands) {
    commands.values().forEach(PlainHelp::oneLine);
    return super.commandList(commands);
  }

  private static void oneLine(Help command) {
    UsageMessageSpec usage = command.commandSpec().usageMessage();
    if (usage.header().length == 0) {
      usage.header(paragraph(usage.description()).split("(?<=\\.) ", 2)[0]);
    }
  }

  @Override
  public String footer(Object... params) {
    StringBuilder text = new StringBuilder();
    for (String line : commandSpec().usageMessage().footer()) {
      text.append(line).append(System.lineSeparator());
    }
    return text.toString();
  }
}
