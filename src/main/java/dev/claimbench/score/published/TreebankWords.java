package dev.claimbench.score.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits English text into words and punctuation as published scorers do before METEOR: the Penn
 * Treebank's conventions with nltk's additions (curly quotes, dashes), sentence by sentence, since
 * only a sentence's last full stop is a word of its own. Source: MacIntyre (1995), <i>Penn Treebank
 * tokenization</i>; the rules of {@code nltk.word_tokenize}.
 *
 * <p>Where a sentence ends is decided here by a full stop before a capital, a digit or a quote that
 * is not behind an abbreviation; nltk asks a trained model (Punkt) instead.
 */
final class TreebankWords {
  private record Rule(Pattern pattern, String replacement) {
    static Rule of(String pattern, String replacement) {
      return new Rule(Pattern.compile(pattern), replacement);
    }
  }

  private static final List<Rule> BEFORE =
      List.of(
          // Opening quotes
          Rule.of("([«“‘„]|[`]+)", " $1 "),
          Rule.of("^\"", "``"),
          Rule.of("(``)", " $1 "),
          Rule.of("([ (\\[{<])(\"|'{2})", "$1 `` "),
          Rule.of("(?i)(?<!\\w)(')(?!(?:re|ve|ll|m|t|s|d|n)\\b)(?=\\w)", "$1 "),
          // Punctuation
          Rule.of("([^.])(\\.)([\\])}>\"'»”’ ]*)\\s*$", "$1 $2 $3 "),
          Rule.of("([:,])([^\\d])", " $1 $2"),
          Rule.of("([:,])$", " $1 "),
          Rule.of("\\.{2,}", " $0 "),
          Rule.of("[;@#$%&]", " $0 "),
          Rule.of("[\\u2012-\\u2015]", " $0 "),
          Rule.of("([^.])(\\.)([\\])}>\"']*)\\s*$", "$1 $2$3 "),
          Rule.of("[?!]", " $0 "),
          Rule.of("([^'])' ", "$1 ' "),
          Rule.of("[*]", " $0 "),
          Rule.of("[\\]\\[(){}<>]", " $0 "),
          Rule.of("--", " -- "));

  private static final List<Rule> AFTER =
      List.of(
          // Closing quotes and contractions
          Rule.of("([»”’])", " $1 "),
          Rule.of("''", " '' "),
          Rule.of("\"", " '' "),
          Rule.of("\\s+", " "),
          Rule.of("([^' ])('[sS]|'[mM]|'[dD]|') ", "$1 $2 "),
          Rule.of("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "$1 $2 "),
          Rule.of("(?i)\\b(can)(not)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(d)('ye)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(gim)(me)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(gon)(na)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(got)(ta)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(lem)(me)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(more)('n)\\b", " $1 $2 "),
          Rule.of("(?i)\\b(wan)(na)(?=\\s)", " $1 $2 "),
          Rule.of("(?i) ('t)(is)\\b", " $1 $2 "),
          Rule.of("(?i) ('t)(was)\\b", " $1 $2 "));

  /** White space behind a sentence's end, with what goes on after it. */
  private static final Pattern END =
      Pattern.compile("(?<=[.!?])[\"')\\]”’]*(\\s+)(?=[\"'(\\[“‘]*[\\p{Lu}\\d])");

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "st",
          "jr", "sr", "no", "vs", "etc", "inc", "corp", "co", "ltd", "jan", "feb", "mar", "apr",
          "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "approx", "fig", "dept", "hon");

  private TreebankWords() {}

  /** Words in the order of the text; none is empty. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String sentence : sentences(text)) {
      words.addAll(ofSentence(sentence));
    }
    return words;
  }

  static List<String> ofSentence(String sentence) {
    String text = apply(BEFORE, sentence);
    text = apply(AFTER, " " + text + " ");
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    var ends = END.matcher(text);
    int from = 0;
    while (ends.find()) {
      if (!afterAbbreviation(text, ends.start())) {
        sentences.add(text.substring(from, ends.start(1)));
        from = ends.end(1);
      }
    }
    sentences.add(text.substring(from));
    return sentences;
  }

  /** An abbreviation, an initial, or letters with full stops between them (U.S.). */
  private static boolean afterAbbreviation(String text, int end) {
    if (text.charAt(end - 1) != '.') {
      return false;
    }
    int start = text.lastIndexOf(' ', end - 1) + 1;
    String word = text.substring(Math.max(start, text.lastIndexOf('\n', end - 1) + 1), end - 1);
    return ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT))
        || word.matches("[(\"'“]?\\p{Lu}")
        || word.matches("(\\p{L}\\.)+\\p{L}");
  }

  private static String apply(List<Rule> rules, String text) {
    String result = text;
    for (Rule rule : rules) {
      result = rule.pattern().matcher(result).replaceAll(rule.replacement());
    }
    return result;
  }
}
