package dev.claimbench.cost;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The curve of {@link Sensitivity} as an SVG picture: cost up, utilisation to the right. */
public final class UtilisationPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int LEFT = 90;
  private static final int BOTTOM = 40;
  private static final int TOP = 30;

  private UtilisationPlot() {}

  /**
   * Draws it.
   *
   * @param api what the same costs at an API, as a level line; in the same currency
   */
  public static String of(String title, List<Sensitivity.Row> rows, Optional<Money> api) {
    double most =
        Math.max(
            rows.stream().mapToDouble(r -> r.perThousandArticles().amount()).max().orElse(1),
            api.map(Money::amount).orElse(0.0));
    String currency = rows.get(0).perThousandArticles().currency();
    String points =
        rows.stream()
            .map(r -> at(x(r.utilisation()), y(r.perThousandArticles().amount(), most)))
            .collect(Collectors.joining(" "));
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
            <title>%s</title>
            <rect width="%d" height="%d" fill="white"/>
            <text x="%d" y="18">%s</text>
            <polyline fill="none" stroke="black" points="%s %s %s"/>
            <polyline fill="none" stroke="#1f5fa8" stroke-width="2" points="%s"/>
            """,
            WIDTH,
            HEIGHT,
            escaped(title),
            WIDTH,
            HEIGHT,
            LEFT,
            escaped(title),
            at(LEFT, TOP),
            at(LEFT, HEIGHT - BOTTOM),
            at(WIDTH - 20, HEIGHT - BOTTOM),
            points));
    for (double share : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      out.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f%%</text>%n",
              x(share),
              HEIGHT - BOTTOM + 18,
              100 * share));
      out.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
              LEFT - 6,
              y(share * most, most) + 4,
              escaped(new Money(share * most, currency).text())));
    }
    api.ifPresent(
        money ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#b03a2e\""
                        + " stroke-dasharray=\"5 4\"/>%n<text x=\"%d\" y=\"%.1f\""
                        + " text-anchor=\"end\" fill=\"#b03a2e\">API %s</text>%n",
                    LEFT,
                    WIDTH - 20,
                    y(money.amount(), most),
                    y(money.amount(), most),
                    WIDTH - 20,
                    y(money.amount(), most) - 4,
                    escaped(money.text()))));
    return out.append("</svg>\n").toString();
  }

  private static double x(double share) {
    return LEFT + share * (WIDTH - 20 - LEFT);
  }

  private static double y(double amount, double most) {
    return HEIGHT - BOTTOM - (most == 0 ? 0 : amount / most) * (HEIGHT - BOTTOM - TOP);
  }

  private static String at(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
