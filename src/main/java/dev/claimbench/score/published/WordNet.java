package dev.claimbench.score.published;

import dev.claimbench.claim.UserError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.Exc;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * WordNet 3.0's synonyms, found as {@code nltk.corpus.wordnet.synsets} finds them: the word itself
 * and its base forms by WordNet's exception lists or else its rules of detachment, applied once.
 * Source: Fellbaum (1998), <i>WordNet</i>; {@code morphy(7WN)}.
 */
final class WordNet {
  private record Ending(String from, String to) {}

  private static final Map<POS, List<Ending>> ENDINGS =
      Map.of(
          POS.NOUN,
          List.of(
              new Ending("s", ""),
              new Ending("ses", "s"),
              new Ending("ves", "f"),
              new Ending("xes", "x"),
              new Ending("zes", "z"),
              new Ending("ches", "ch"),
              new Ending("shes", "sh"),
              new Ending("men", "man"),
              new Ending("ies", "y")),
          POS.VERB,
          List.of(
              new Ending("s", ""),
              new Ending("ies", "y"),
              new Ending("es", "e"),
              new Ending("es", ""),
              new Ending("ed", "e"),
              new Ending("ed", ""),
              new Ending("ing", "e"),
              new Ending("ing", "")),
          POS.ADJECTIVE,
          List.of(
              new Ending("er", ""),
              new Ending("est", ""),
              new Ending("er", "e"),
              new Ending("est", "e")),
          POS.ADVERB,
          List.of());

  private final Dictionary dictionary;
  private final Map<String, Set<String>> known = new HashMap<>();

  private WordNet(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * Opens the dictionary on the class path.
   *
   * @throws UserError where the optional libraries are not there
   */
  static WordNet open() {
    try {
      return new WordNet(Dictionary.getDefaultResourceInstance());
    } catch (JWNLException | NoClassDefFoundError e) {
      throw new UserError(
          "the AVeriTeC score needs WordNet 3.0: put net.sf.extjwnl:extjwnl and"
              + " net.sf.extjwnl:extjwnl-data-wn30 on the class path ("
              + e
              + ")");
    }
  }

  /** Words of one token that share a meaning with this one, in WordNet's own spelling. */
  Set<String> synonyms(String word) {
    return known.computeIfAbsent(word, this::find);
  }

  private Set<String> find(String word) {
    Set<String> synonyms = new HashSet<>();
    try {
      for (POS pos : POS.getAllPOS()) {
        for (String form : forms(pos, word.toLowerCase(Locale.ROOT))) {
          IndexWord entry = dictionary.getIndexWord(pos, form);
          if (entry != null) {
            for (Synset meaning : entry.getSenses()) {
              for (Word synonym : meaning.getWords()) {
                if (synonym.getLemma().indexOf(' ') < 0) {
                  synonyms.add(synonym.getLemma());
                }
              }
            }
          }
        }
      }
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet cannot be read", e);
    }
    return synonyms;
  }

  private Set<String> forms(POS pos, String word) throws JWNLException {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(word);
    Exc exception = dictionary.getException(pos, word);
    if (exception != null) {
      forms.addAll(exception.getExceptions());
      return forms;
    }
    for (Ending ending : ENDINGS.get(pos)) {
      if (word.endsWith(ending.from())) {
        forms.add(word.substring(0, word.length() - ending.from().length()) + ending.to());
      }
    }
    forms.remove("");
    return forms;
  }
}
