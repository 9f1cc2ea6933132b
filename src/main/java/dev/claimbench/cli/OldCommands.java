package dev.claimbench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Commands of earlier versions: they go on working, and a line on stderr names the new one. */
final class OldCommands {
  /** Options of {@code export} that a value follows. */
  private static final Set<String> VALUED =
      Set.of("--rows", "--bundle", "--story", "--prompts", "--seeds", "--gold", "--seed", "--out");

  private OldCommands() {}

  /** The command line as it is given today; the same one where it is no old one. */
  static String[] now(PrintWriter err, String... given) {
    List<String> words = List.of(given);
    List<String> now = new ArrayList<>(words);
    if (words.isEmpty() || words.contains("--help") || words.contains("-h")) {
      return given;
    }
    String command = words.get(0);
    List<String> rest = words.subList(1, words.size());
    if (command.equals("verify-bundle")) {
      now = with(rest, "bundle", "verify");
    } else if (command.equals("export")) {
      now = export(rest);
    } else if (command.equals("label") && words.contains("--doubt")) {
      now = doubt(rest);
    }
    if (now.equals(words)) {
      return given;
    }
    err.println(
        "claimbench "
            + command
            + (command.equals("label") ? " --doubt" : "")
            + " is now: claimbench "
            + String.join(" ", now));
    return now.toArray(String[]::new);
  }

  private static List<String> with(List<String> rest, String... first) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(rest);
    return words;
  }

  /** Four things in one: a bundle, training data, rows of runs or of the gold, and a table. */
  private static List<String> export(List<String> rest) {
    List<String> kept = new ArrayList<>();
    boolean runs = false;
    boolean csv = false;
    boolean latex = false;
    boolean training = false;
    String rows = "";
    String bundle = "";
    for (int i = 0; i < rest.size(); i++) {
      String word = rest.get(i);
      String name = word.replaceFirst("=.*", "");
      String value =
          word.contains("=")
              ? word.substring(word.indexOf('=') + 1)
              : VALUED.contains(word) && i + 1 < rest.size() ? rest.get(++i) : "";
      switch (name) {
        case "--csv" -> csv = true;
        case "--latex" -> latex = true;
        case "--finetune" -> training = true;
        case "--rows" -> rows = value.toLowerCase(Locale.ROOT);
        case "--bundle" -> bundle = value;
        default -> {
          kept.add(word.contains("=") ? name : word);
          if (!value.isEmpty()) {
            kept.add(value);
          }
          runs |= !word.startsWith("-");
        }
      }
    }
    if (!bundle.isEmpty()) {
      kept.addAll(List.of("--out", bundle));
      return with(kept, "bundle", "create");
    }
    if (training) {
      return with(kept, "corpus", "export");
    }
    String what = rows.isEmpty() ? (runs ? "figures" : "verdicts") : rows;
    kept.addAll(List.of("--format", latex ? "latex" : what + (csv ? "-csv" : "-jsonl")));
    return runs || latex ? with(kept, "report") : with(kept, "corpus", "rows");
  }

  /** {@code label --doubt RUN RUN} was the same list as a page. */
  private static List<String> doubt(List<String> rest) {
    List<String> kept = new ArrayList<>();
    for (String word : rest) {
      if (!word.equals("--doubt")) {
        kept.add(word.equals("--articles") ? "--seeds" : word);
      }
    }
    kept.add("--serve");
    return with(kept, "corpus", "doubt");
  }
}
