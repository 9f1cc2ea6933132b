package dev.claimbench.align;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Words of news that cannot both be true of one thing: "is leaving" and "is staying". A fixed list,
 * without those that often go together ("bought" and "sold").
 */
final class Antonyms {
  private static final String PAIRS =
      "leave stay,leave remain,quit stay,depart stay,win lose,accept reject,accept refuse,accept"
          + " decline,accept appeal,approve reject,approve refuse,agree refuse,agree disagree,allow"
          + " forbid,allow ban,allow prohibit,permit forbid,permit ban,open close,open shut,reopen"
          + " close,rise fall,rise drop,increase decrease,increase fall,increase drop,grow"
          + " shrink,gain lose,free pay,free charge,free ticket,convict acquit,guilty"
          + " innocent,arrest release,survive die,alive dead,miss play,keep sell,keep lose,keep"
          + " scrap,keep share,keep release,need free,hire dismiss,hire fire,support oppose,confirm"
          + " deny,admit deny,succeed fail,pass fail,start end,begin end,cancel hold,continue"
          + " stop,continue end,public secret,open secret,legal illegal,possible impossible,known"
          + " unknown,safe dangerous,safe unsafe,optional compulsory,voluntary compulsory,related"
          + " unrelated,sister unrelated,success failure,early late,above below,higher lower,more"
          + " fewer,cheap expensive,break miss,save lose,recover lose,welcome criticise,praise"
          + " criticise,trust distrust,believe doubt,extend shorten,raise lower,raise"
          + " cut,strengthen weaken,invite exclude,include exclude";

  private static final Map<String, Set<String>> OPPOSITES = new HashMap<>();

  static {
    for (String pair : PAIRS.split(",", -1)) {
      String[] words = pair.split(" ", -1);
      String a = Words.stem(words[0]);
      String b = Words.stem(words[1]);
      OPPOSITES.computeIfAbsent(a, k -> new HashSet<>()).add(b);
      OPPOSITES.computeIfAbsent(b, k -> new HashSet<>()).add(a);
    }
  }

  private Antonyms() {}

  /** The stems that are opposite to one. */
  static Set<String> find(String stem) {
    return OPPOSITES.getOrDefault(stem, Set.of());
  }

  /**
   * A word of one side whose opposite stands on the other, where neither side has both.
   *
   * @param gold stems of words that are affirmed, sorted
   */
  static Optional<String> conflict(Set<String> gold, Set<String> predicted) {
    for (String word : gold) {
      for (String opposite : find(word)) {
        if (predicted.contains(opposite) && !gold.contains(opposite) && !predicted.contains(word)) {
          return Optional.of("gold " + word + ", got " + opposite);
        }
      }
    }
    return Optional.empty();
  }
}
