package dev.claimbench.report.terminal;

/** Terminal colours, or none. */
public enum Style {
  PLAIN,
  COLOR;

  String bold(String text) {
    return wrap("1", text);
  }

  String warn(String text) {
    return wrap("33", text);
  }

  String faint(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return this == COLOR ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
