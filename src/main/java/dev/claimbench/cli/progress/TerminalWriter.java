package dev.claimbench.cli.progress;

import dev.claimbench.text.VisibleText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Standard output or standard error. Most of what is printed comes from articles, models, servers
 * and file names: all of it goes through {@link VisibleText}, so that none of it can steer the
 * terminal. The program's own commands to the terminal have methods of their own.
 *
 * <p>Under a CI system nothing that is printed forms a command of its log either, which runners
 * obey wherever they find one ({@code ::error}, {@code ##[error]}, {@code ##vso[task.complete]}).
 */
public final class TerminalWriter extends PrintWriter {
  /** What {@link dev.claimbench.report.terminal.Style} writes, and nothing else of that kind. */
  private static final String[] STYLES = {"\033[0m", "\033[1m", "\033[2m", "\033[33m"};

  /** {@code ##[}, {@code ##vso[} and {@code ##teamcity[}, without the bracket. */
  private static final Pattern COMMAND = Pattern.compile("##[a-z]{0,12}+\\z");

  private static final Pattern COMMAND_ANYWHERE = Pattern.compile("(##[a-z]{0,12}+)\\[");

  private static final Pattern COMMAND_OF_A_LINE = Pattern.compile("(?m)^([ \\t]*+):(?=:)");

  private static final int LONGEST = 14;

  private final PrintWriter to;
  private final boolean terminal;
  private final boolean styled;
  private final boolean inCi;

  /** The last characters of what was printed: a command may come in several pieces. */
  private String before = "";

  /**
   * @param terminal whether a person looks at it
   * @param styled whether the styles of reports are passed on
   * @param inCi whether commands of a CI system's log are broken up
   */
  public TerminalWriter(PrintWriter to, boolean terminal, boolean styled, boolean inCi) {
    super(to, true);
    this.to = to;
    this.terminal = terminal;
    this.styled = styled;
    this.inCi = inCi;
  }

  /** Whether what is printed becomes the log of a job on GitHub, Azure or TeamCity, or is to. */
  public static boolean isCi(Map<String, String> variables, String... args) {
    for (String arg : args) {
      if (arg.equals("--github") || arg.startsWith("--github=")) {
        return true;
      }
    }
    return variables.getOrDefault("GITHUB_ACTIONS", "").equals("true")
        || !variables.getOrDefault("TEAMCITY_VERSION", "").isEmpty()
        || variables.getOrDefault("TF_BUILD", "").equalsIgnoreCase("true");
  }

  @Override
  public void write(int c) {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) {
    synchronized (lock) {
      String part = text.substring(from, from + length);
      String shown = styled ? withStyles(part) : VisibleText.escape(part);
      to.write(inCi ? withoutLogCommands(shown) : shown);
    }
  }

  private static String withStyles(String text) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf('\033'); at >= 0; at = text.indexOf('\033', at + 1)) {
      for (String style : STYLES) {
        if (text.startsWith(style, at)) {
          out.append(VisibleText.escape(text.substring(done, at))).append(style);
          done = at + style.length();
        }
      }
    }
    return out.append(VisibleText.escape(text.substring(done))).toString();
  }

  private String withoutLogCommands(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean command =
          (c == ':' && before.endsWith(":")) || (c == '[' && COMMAND.matcher(before).find());
      if (command) {
        VisibleText.append(out, c);
        before = "";
      } else {
        out.append(c);
        before = before.substring(Math.max(0, before.length() - LONGEST)) + c;
      }
    }
    return out.toString();
  }

  /**
   * Prints commands to a CI system's log.
   *
   * @param commands whole lines, each with nothing of others in it that is not escaped
   */
  public static void logCommands(PrintWriter out, String commands) {
    unescaped(out, commands);
  }

  /** Begins the line that is being shown anew, and empties it. */
  static void clearLine(PrintWriter out) {
    unescaped(out, "\r\033[K");
  }

  /** Begins the line that is being shown anew; what is on it stays until it is written over. */
  static void startLineAgain(PrintWriter out) {
    unescaped(out, "\r");
  }

  /** Prints what fits on one line, with an ellipsis where something is left out. */
  static void printOneLine(PrintWriter out, String text, int width) {
    String line = VisibleText.line(text);
    out.print(line.length() > width ? line.substring(0, width - 1) + "…" : line);
  }

  /**
   * Prints text for programs: byte for byte, unless a person looks at it. In CI, what would be a
   * command of the log is broken up, as nobody can tell whether it is one.
   */
  public static void data(PrintWriter out, String text) {
    if (out instanceof TerminalWriter writer && writer.terminal) {
      out.print(text);
    } else if (out instanceof TerminalWriter writer && writer.inCi && text.startsWith("{")) {
      // Only strings of JSON can hold these, and there the written form means the same.
      unescaped(out, text.replace("##", "#\\u0023").replace("::", ":\\u003a"));
    } else if (out instanceof TerminalWriter writer && writer.inCi) {
      String safe = COMMAND_ANYWHERE.matcher(text).replaceAll("$1\\\\u005b");
      unescaped(out, COMMAND_OF_A_LINE.matcher(safe).replaceAll("$1\\\\u003a"));
    } else {
      unescaped(out, text);
    }
  }

  private static void unescaped(PrintWriter out, String text) {
    if (out instanceof TerminalWriter writer) {
      synchronized (writer.lock) {
        writer.before = "";
        writer.to.write(text);
      }
    } else {
      out.print(text);
    }
  }
}
