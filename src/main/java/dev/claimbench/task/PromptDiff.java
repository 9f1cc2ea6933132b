package dev.claimbench.task;

import dev.claimbench.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is different between two folders of prompts, line by line. */
public final class PromptDiff {
  private PromptDiff() {}

  /**
   * Compares what decides an answer: instructions, request, schema, most tokens.
   *
   * @return nothing where all prompts are the same; else a line {@code verify: version 1 1a2b… →
   *     version 2 3c4d…} for each that is not, and its lines with {@code - } and {@code + }
   */
  public static List<String> compute(
      Map<String, PromptTemplate> before, Map<String, PromptTemplate> now) {
    List<String> out = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      PromptTemplate a = before.get(name);
      PromptTemplate b = now.get(name);
      if (a == null || b == null) {
        out.add(name + ": only " + (a == null ? "in the second" : "in the first"));
      } else if (!a.hash().equals(b.hash())) {
        out.add("%s: %s → %s%s".formatted(name, named(a), named(b), warning(a, b)));
        part(out, "system", a.system(), b.system());
        part(out, "user", a.user(), b.user());
        part(out, "schema", a.schema(), b.schema());
        part(out, "max_tokens", "" + a.maxTokens(), "" + b.maxTokens());
      }
    }
    return out;
  }

  /** {@code version 1, 3f2a9c01b2d4}. */
  public static String named(PromptTemplate template) {
    return Text.format("version %d, %s", template.version(), template.hash().substring(0, 12));
  }

  private static String warning(PromptTemplate a, PromptTemplate b) {
    return a.version() == b.version() ? " (another text under the same version)" : "";
  }

  private static void part(List<String> out, String name, String a, String b) {
    if (!a.equals(b)) {
      out.add("  # " + name);
      lines(a.lines().toList(), b.lines().toList()).forEach(line -> out.add("  " + line));
    }
  }

  /** By the longest common subsequence. */
  private static List<String> lines(List<String> a, List<String> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> out = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        i++;
        j++;
      } else if (j >= b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
        out.add("- " + a.get(i++));
      } else {
        out.add("+ " + b.get(j++));
      }
    }
    return out;
  }
}
