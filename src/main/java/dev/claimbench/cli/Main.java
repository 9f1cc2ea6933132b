package dev.claimbench.cli;

import dev.claimbench.cli.imports.ImportCommand;
import dev.claimbench.cli.options.Environment;
import dev.claimbench.cli.options.ExitCode;
import dev.claimbench.cli.progress.TerminalWriter;
import dev.claimbench.text.UserError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code claimbench}: finds the command and turns what went wrong into an exit code. */
@Command(
    name = Main.NAME,
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true,
    description = "May we swap the model? Scores claims and verdicts of local models.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: claimbench run",
      "Exit codes: 0 done, 1 crash, 2 bad usage or bad input, 3 the gate rejects,",
      "4 the gate cannot tell, 5 model or server not reachable, 6 run incomplete."
    })
public final class Main implements Runnable {
  /** Users and passwords in an address; as a path, it has one slash. */
  private static final Pattern PASSWORD =
      Pattern.compile("(\\b[A-Za-z][A-Za-z0-9+.-]{1,20}:/{1,2})[^\\s,'\"]{1,200}@");

  static final String NAME = "claimbench";

  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          RunCommand.class,
          ScoreCommand.class,
          ReportCommand.class,
          MergeCommand.class,
          CompareCommand.class,
          SwapCommand.class,
          DoctorCommand.class,
          GateCommand.class,
          PolicyCommand.class,
          BlessCommand.class,
          CorpusCommand.class,
          ModelsCommand.class,
          CacheCommand.class,
          ImportCommand.class,
          BundleCommand.class,
          CostCommand.class,
          LabelCommand.class,
          JudgeCommand.class,
          PromptsCommand.class,
          TrainCommand.class,
          StudyCommand.class);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** The version in the jar's manifest; {@code dev} when started from classes. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"claimbench " + text()};
    }

    static String text() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "dev" : version;
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = ExitCode.CRASH;
    // Picocli sorts options by capitals, and a Turkish i has another; other libraries may as well.
    Locale.setDefault(Locale.ROOT);
    try {
      code = execute(Environment.ofProcess(Clock.systemUTC(), args), out, err, args);
    } finally {
      out.flush();
      err.flush();
      // The embedded runtime leaves threads behind that would keep the process alive.
      System.exit(code);
    }
  }

  /** All commands. */
  public static CommandLine commandLine(Environment environment) {
    return commandLine(environment, COMMANDS);
  }

  private static CommandLine commandLine(Environment environment, List<Class<?>> commands) {
    Factory factory = new Factory(environment);
    CommandLine line = new CommandLine(new Main(), factory);
    commands.forEach(command -> line.addSubcommand(new CommandLine(command, factory)));
    line.registerConverter(Path.class, Main::path);
    PlainHelp.use(line, environment.variables());
    return line;
  }

  /**
   * A path that a person means: an empty one is a variable that was not set, and would be the
   * working folder; one with a line end or another control character is a slip as well.
   */
  private static Path path(String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw new CommandLine.TypeConversionException(
          "expected a path, got "
              + (text.isBlank() ? "an empty one" : "one with a control character: '" + text + "'"));
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new CommandLine.TypeConversionException(
          "expected a path, got '" + text + "' (" + e.getReason() + ")");
    }
  }

  /** The one that is named, as making ready all takes a quarter of a short command's time. */
  private static List<Class<?>> named(String... args) {
    return COMMANDS.stream()
        .filter(c -> args.length > 0 && c.getAnnotation(Command.class).name().equals(args[0]))
        .findFirst()
        .map(List::<Class<?>>of)
        .orElse(COMMANDS);
  }

  /** Runs one command line; the tests' way in. */
  public static int execute(
      Environment environment, PrintWriter out, PrintWriter err, String... args) {
    boolean inCi;
    try {
      inCi = TerminalWriter.isCi(environment.variables(), args);
    } catch (RuntimeException | Error e) {
      return broken(e, err);
    }
    PrintWriter shown = shown(out, environment.terminalOut(), environment.colors(), inCi);
    PrintWriter errors = shown(err, environment.terminalErr(), false, inCi);
    try {
      if (!JsonLines.wanted(args)) {
        return executed(environment, shown, errors, args);
      }
      try (PrintWriter json = JsonLines.writer(errors, environment.clock())) {
        return executed(environment, shown, json, args);
      }
    } finally {
      shown.flush();
      errors.flush();
    }
  }

  private static PrintWriter shown(PrintWriter to, boolean terminal, boolean styled, boolean inCi) {
    // A command that runs others hands them what it was given.
    return to instanceof TerminalWriter ? to : new TerminalWriter(to, terminal, styled, inCi);
  }

  private static int executed(
      Environment environment, PrintWriter out, PrintWriter err, String... given) {
    try {
      return run(environment, out, err, OldCommands.now(err, given));
    } catch (RuntimeException | Error e) { // Picocli hands errors to nobody
      return broken(e, err);
    }
  }

  private static int run(
      Environment environment, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = commandLine(environment, named(args));
    commandLine.setOut(out).setErr(err);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(
        (e, a) -> {
          String command = e.getCommandLine().getCommandSpec().qualifiedName();
          err.println(line(explained(e) + "; see " + command + " --help"));
          return ExitCode.BAD_INPUT;
        });
    commandLine.setExecutionExceptionHandler(
        (e, cmd, parsed) -> {
          if (e instanceof UserError mistake) {
            err.println(line(mistake.getMessage()));
            return mistake.exitCode();
          }
          return broken(e, err);
        });
    return commandLine.execute(args);
  }

  /** What is wrong with the machine or the installation, and not with what was asked. */
  private static int broken(Throwable e, PrintWriter err) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        err.println(
            line(
                "out of memory ("
                    + cause.getMessage()
                    + "); give the JVM more, such as CLAIMBENCH_JAVA_OPTS=-Xmx4g, take a smaller"
                    + " model, or less --context; what was answered is kept"));
        return ExitCode.CRASH;
      }
    }
    err.println(
        NAME
            + ": "
            + (e instanceof LinkageError
                ? "a part of the installation is missing or of another version (delete target/ and"
                    + " start again, which builds it anew), or this is "
                : "")
            + "a bug in Claimbench, please report it:");
    e.printStackTrace(err);
    return ExitCode.CRASH;
  }

  /** What the user did wrong is one line, without the password of an address that was given. */
  static String line(String message) {
    return NAME
        + ": "
        + PASSWORD
            .matcher(message)
            .replaceAll("$1***@")
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .collect(Collectors.joining(" "));
  }

  private static String explained(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return e.getMessage();
    }
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    if (!unmatched.isUnknownOption() && !commands.isEmpty()) {
      return "unknown command '%s', expected one of %s"
          .formatted(unmatched.getUnmatched().get(0), String.join(", ", commands));
    }
    List<String> near = unmatched.getSuggestions();
    return e.getMessage()
        + (near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)");
  }

  /** Hands the environment to the commands that ask for one. */
  private record Factory(Environment environment) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (var constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == 1
            && constructor.getParameterTypes()[0] == Environment.class) {
          return type.cast(constructor.newInstance(environment));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
