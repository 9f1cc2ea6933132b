package dev.claimbench.report.ci;

import dev.claimbench.compare.Item;
import dev.claimbench.compare.Rule;
import dev.claimbench.report.GateReport;
import dev.claimbench.report.RunReport;
import dev.claimbench.text.Text;
import dev.claimbench.text.VisibleText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A gate's decision as JUnit XML, as Jenkins and GitLab read it: a test case a rule, and one a
 * claim on request. What is undecided is skipped, which no reader takes for a pass.
 */
public final class JUnitReport {
  private JUnitReport() {}

  /** One {@code testcase}; {@code inner} is its content, empty where it passed. */
  private record Case(String suite, String name, String inner) {
    boolean failed() {
      return inner.startsWith("<failure");
    }

    boolean skipped() {
      return inner.startsWith("<skipped");
    }
  }

  /**
   * The XML.
   *
   * @param claims also a test case for each claim: failed where the candidate has it wrong and the
   *     baseline had it right
   */
  public static String toXml(GateReport report, boolean claims) {
    List<Case> rules = new ArrayList<>();
    report.decision().rules().forEach(r -> rules.add(rule(r)));
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    suite(out, "claimbench.gate", rules);
    if (claims) {
      report
          .comparisons()
          .forEach(
              (name, comparison) -> {
                List<Case> list = new ArrayList<>();
                Set<String> lost = new HashSet<>();
                comparison.flips().lost().forEach(f -> lost.add(f.id()));
                comparison
                    .candidate()
                    .items()
                    .forEach(i -> list.add(claim(i, lost.contains(i.id()))));
                suite(out, "claimbench.claims" + (name.isEmpty() ? "" : ": " + escape(name)), list);
              });
    }
    return out.append("</testsuites>\n").toString();
  }

  /**
   * One run: a test case a claim that must be found and one a verdict, failed where it is wrong; a
   * disputed label and a call that brought no answer are skipped.
   */
  public static String toXml(RunReport report) {
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    List<Item> items = report.scores(report.model()).items();
    for (String task : items.stream().map(Item::task).distinct().toList()) {
      suite(
          out,
          "claimbench." + task,
          items.stream().filter(i -> i.task().equals(task)).map(JUnitReport::failureCase).toList());
    }
    return out.append("</testsuites>\n").toString();
  }

  private static Case failureCase(Item item) {
    String message = "gold %s, answered %s".formatted(escape(item.gold()), escape(item.answered()));
    boolean unjudged = item.gold().equals(Item.DISPUTED) || item.answered().equals("Failed");
    String inner =
        item.right()
            ? ""
            : unjudged
                ? "<skipped message=\"" + message + "\"/>"
                : "<failure message=\"%s\" type=\"wrong\">%s</failure>"
                    .formatted(message, escape(item.text() + " “" + item.quote() + "”"));
    return new Case("claimbench." + item.task(), item.id(), inner);
  }

  private static Case rule(Rule rule) {
    String inner =
        switch (rule.result()) {
          case PASSED -> "";
          case REJECTED -> "<failure message=\"" + escape(rule.detail()) + "\" type=\"rejected\"/>";
          case CANNOT_TELL -> "<skipped message=\"cannot tell: " + escape(rule.detail()) + "\"/>";
          // Neither a failure nor left out: the job passes, and the report shows it.
          case WARNED -> "<system-out>" + escape(rule.detail()) + "</system-out>";
        };
    return new Case("claimbench.gate", rule.name(), inner);
  }

  private static Case claim(Item item, boolean lost) {
    String inner = "";
    if (lost) {
      inner =
          "<failure message=\"gold %s, answered %s\" type=\"lost\">%s</failure>"
              .formatted(
                  escape(item.gold()),
                  escape(item.answered()),
                  escape(item.text() + " “" + item.quote() + "”"));
    } else if (!item.right()) {
      inner =
          "<skipped message=\"wrong, as in the baseline: answered "
              + escape(item.answered())
              + "\"/>";
    }
    return new Case("claimbench.claims." + item.task(), item.id(), inner);
  }

  private static void suite(StringBuilder out, String name, List<Case> cases) {
    out.append(
        Text.format(
            "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\""
                + " time=\"0\">\n",
            name,
            cases.size(),
            cases.stream().filter(Case::failed).count(),
            cases.stream().filter(Case::skipped).count()));
    for (Case c : cases) {
      out.append(
          "    <testcase classname=\"%s\" name=\"%s\" time=\"0\""
              .formatted(escape(c.suite), escape(c.name)));
      out.append(c.inner.isEmpty() ? "/>\n" : ">" + c.inner + "</testcase>\n");
    }
    out.append("  </testsuite>\n");
  }

  /** What a model wrote may hold anything, also characters that XML 1.0 cannot. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    VisibleText.escape(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n', '\t', '\r' -> out.append("&#").append(c).append(';');
                default ->
                    out.appendCodePoint(
                        c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF
                            ? 0xFFFD
                            : c);
              }
            });
    return out.toString();
  }
}
