package dev.claimbench.train;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * News items that are made up by rule, with claims whose verdicts are known, since each is made of
 * a fact by a known operation: another number, date, name or direction, a denial, a weaker or
 * stronger bound, a hedge that is dropped, another speaker, a detail that nobody gave. Training
 * data only; what they teach is comparing, not news.
 */
public final class MadeStories {
  private static final List<String> TOWNS =
      List.of(
          "Aldmoor",
          "Brisk Hollow",
          "Carrow",
          "Denby Cross",
          "Elsted",
          "Farrin",
          "Gullmere",
          "Hexbridge",
          "Inverlay",
          "Jessop",
          "Kinvale",
          "Larkhill",
          "Mossdale",
          "Norrick",
          "Oxley",
          "Pendry",
          "Quarrel Bay",
          "Rushford",
          "Saltwick",
          "Thornby",
          "Upwell",
          "Varden",
          "Wexcombe");
  private static final List<String> FIRST =
      List.of(
          "Anna", "Bela", "Clara", "Dario", "Edda", "Felix", "Greta", "Hugo", "Irma", "Jonas",
          "Karin", "Leo", "Mira", "Nils", "Olga", "Pavel", "Rosa", "Sven", "Tilda", "Viktor");
  private static final List<String> LAST =
      List.of(
          "Abbot", "Brenner", "Castell", "Dorn", "Eklund", "Falk", "Grieve", "Holm", "Iversen",
          "Jarvis", "Keller", "Lund", "Marek", "Nolan", "Orsay", "Prast", "Rask", "Stahl", "Tovey");
  static final List<String> THINGS =
      List.of(
          "swimming pool",
          "footbridge",
          "town hall",
          "bus depot",
          "harbour wall",
          "library",
          "railway station",
          "sports hall",
          "water tower",
          "school kitchen",
          "market square",
          "fire station",
          "cable car",
          "museum wing",
          "hospital car park",
          "sea lock");
  private static final List<String> ROLES =
      List.of(
          "mayor",
          "head teacher",
          "chief engineer",
          "union leader",
          "harbour master",
          "team captain",
          "hospital director",
          "shop owner",
          "council treasurer",
          "museum guide");
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> MONEY = List.of("euros", "crowns", "pounds", "dollars");
  private static final List<String> FILLERS =
      List.of(
          "Residents have talked about little else for weeks.",
          "The weather was mild and the streets were full.",
          "A longer report is expected later this year.",
          "Reporters were shown around in small groups.",
          "It is a subject that comes up at every meeting.",
          "Nobody at the office picked up the phone on Sunday.",
          "A brass band played while people waited.",
          "The local paper devoted its front page to it.");

  /** What an article says, and claims on it by the verdict that they have. */
  private record Fact(
      String sentence, List<String> supported, List<String> refuted, List<String> unknown) {}

  private final Random random;
  private final String town;
  private final List<String> things;
  private final List<String> people;

  private MadeStories(Random random) {
    this.random = random;
    this.town = one(TOWNS);
    this.things = shuffled(THINGS);
    List<String> first = shuffled(FIRST);
    List<String> last = shuffled(LAST);
    this.people = new ArrayList<>();
    for (int i = 0; i < last.size(); i++) {
      people.add(first.get(i) + " " + last.get(i));
    }
  }

  /**
   * Rows to train on, as {@link TrainingRows} takes them; the same seed gives the same rows.
   *
   * @param count of articles, 1 or more; each has about a dozen claims
   */
  public static List<String> rows(int count, long seed, RowForm form) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.addAll(new MadeStories(new Random(seed * 1_000_003 + i)).article(i, form));
    }
    return rows;
  }

  private List<String> article(int number, RowForm form) {
    List<Fact> all = shuffled(facts());
    List<Fact> published = all.subList(0, 4 + random.nextInt(3));
    List<String> sentences = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (Fact fact : published) {
      sentences.add(fact.sentence());
      // Else the words of an open question would say that it is one.
      String detail = random.nextInt(5) < 2 ? one(fact.unknown()) : "";
      details.add(detail);
      if (!detail.isEmpty()) {
        sentences.add(detail);
      }
    }
    sentences.add(one(FILLERS));
    Collections.shuffle(sentences, random);
    String id = "made-" + number;
    Article article =
        new Article(
            id,
            "made",
            "News from " + town,
            "made by rule",
            Optional.of(LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28))),
            String.join(" ", sentences));
    List<GoldVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < published.size(); i++) {
      Fact fact = published.get(i);
      String detail = details.get(i);
      add(verdicts, id, one(fact.refuted()), Verdict.REFUTED, fact.sentence());
      if (detail.isEmpty()) {
        add(verdicts, id, one(fact.supported()), Verdict.SUPPORTED, fact.sentence());
        add(verdicts, id, one(fact.unknown()), Verdict.NOT_ENOUGH_INFO, "");
      } else {
        add(verdicts, id, detail, Verdict.SUPPORTED, detail);
      }
    }
    // Nothing is said of it, whether or not it is so.
    for (Fact fact : all.subList(published.size(), published.size() + 1 + random.nextInt(2) * 2)) {
      String claim = random.nextBoolean() ? fact.sentence() : one(fact.supported());
      add(verdicts, id, claim, Verdict.NOT_ENOUGH_INFO, "");
    }
    return form.rows(article, verdicts);
  }

  private static void add(
      List<GoldVerdict> verdicts, String article, String text, Verdict label, String evidence) {
    String id = "v" + (verdicts.size() + 1);
    CheckClaim claim =
        new CheckClaim("made", id, text, id, Optional.empty(), Optional.empty(), Optional.empty());
    List<String> words =
        evidence.isEmpty() ? List.of() : List.of(evidence.substring(0, evidence.length() - 1));
    verdicts.add(new GoldVerdict(claim, article, label, false, words, "", false));
  }

  /** Each kind once; no two of them bear on the same thing. */
  private List<Fact> facts() {
    return List.of(
        cost(things.get(0)),
        atLeast(things.get(1)),
        opened(things.get(2)),
        mayClose(things.get(3)),
        statement(things.get(4), people.get(0), people.get(1)),
        notRepaired(things.get(5)),
        visitors(things.get(6)),
        beat(),
        appointed(people.get(2), people.get(3), people.get(4)),
        order(things.get(7), things.get(8)),
        partOf(),
        range(things.get(9)),
        length(things.get(10)),
        denied(things.get(11), people.get(5)),
        voted());
  }

  private Fact cost(String thing) {
    int n = 3 + random.nextInt(90);
    int m = other(n, 3, 92);
    String money = one(MONEY);
    return new Fact(
        one(
            "The new " + thing + " cost " + n + " million " + money + ".",
            "Some " + n + " million " + money + " went into the new " + thing + "."),
        List.of(
            "The new " + thing + " cost " + n + " million " + money + ".",
            "Building the new " + thing + " took " + n + " million " + money + ".",
            "More than " + (n - 1) + " million " + money + " was spent on the new " + thing + "."),
        List.of(
            "The new " + thing + " cost " + m + " million " + money + ".",
            "The new " + thing + " cost no more than " + (n - 2) + " million " + money + "."),
        List.of(
            "The new " + thing + " cost more than planned.",
            "The state paid half of the new " + thing + "."));
  }

  private Fact atLeast(String thing) {
    int n = 10 * (3 + random.nextInt(60));
    return new Fact(
        "At least " + n + " people signed a petition to save the " + thing + ".",
        List.of(
            "At least " + n + " people want to save the " + thing + " and signed for it.",
            "More than " + (n - 10) + " people signed a petition for the " + thing + "."),
        List.of(
            "Fewer than " + n + " people signed the petition to save the " + thing + ".",
            "Only " + n / 2 + " people signed the petition to save the " + thing + "."),
        List.of(
            "Exactly " + n + " people signed the petition to save the " + thing + ".",
            "At least " + 2 * n + " people signed the petition to save the " + thing + "."));
  }

  private Fact opened(String thing) {
    int day = 1 + random.nextInt(28);
    String month = one(MONTHS);
    String wrong = MONTHS.get(other(MONTHS.indexOf(month), 0, 11));
    return new Fact(
        one(
            "The " + thing + " opened its doors on " + day + " " + month + ".",
            "On " + day + " " + month + " the " + thing + " was opened."),
        List.of(
            "The " + thing + " opened on " + day + " " + month + ".",
            "The opening of the " + thing + " was in " + month + "."),
        List.of(
            "The " + thing + " opened on " + other(day, 1, 28) + " " + month + ".",
            "The " + thing + " was opened in " + wrong + "."),
        List.of(
            "The " + thing + " opened in the morning of " + day + " " + month + ".",
            "The " + thing + " opened a year late."));
  }

  private Fact mayClose(String thing) {
    String month = one(MONTHS);
    String may = "The council may close the " + thing + " in " + month + ".";
    String will = "The council will close the " + thing + " in " + month + ".";
    String possible = "It is possible that the " + thing + " closes in " + month + ".";
    String no = "The council has ruled out closing the " + thing + ".";
    String cost = "The " + thing + " is too expensive for the council.";
    return switch (random.nextInt(3)) {
      case 0 -> new Fact(may, List.of(possible), List.of(no), List.of(will, cost));
      case 1 -> new Fact(will, List.of(will, possible), List.of(no), List.of(cost));
      default -> new Fact(no, List.of(no), List.of(will, possible), List.of(cost));
    };
  }

  private Fact statement(String thing, String speaker, String other) {
    String role = one(ROLES);
    boolean good = random.nextBoolean();
    String view =
        good
            ? one("a gift to the town", "the best in the country")
            : one("a waste of money", "a disgrace");
    return new Fact(
        one(
            "\"The " + thing + " is " + view + ",\" said " + speaker + ", the " + role + ".",
            speaker + ", the " + role + ", called the " + thing + " " + view + "."),
        List.of(
            "In the view of " + speaker + ", the " + thing + " is " + view + ".",
            "The " + role + " called the " + thing + " " + view + "."),
        List.of(
            speaker + " refused to say what to think of the " + thing + ".",
            speaker
                + (good
                    ? " would rather be without the " + thing + "."
                    : " praised the " + thing + " and found nothing wrong with it.")),
        List.of(
            other + " called the " + thing + " " + view + ".",
            speaker + " will leave because of the " + thing + "."));
  }

  private Fact notRepaired(String thing) {
    boolean done = random.nextBoolean();
    return new Fact(
        done
            ? "The roof of the " + thing + " has been repaired."
            : "The roof of the " + thing + " has not been repaired.",
        List.of(
            done
                ? "The " + thing + " has a roof that was repaired."
                : "The roof of the " + thing + " is still unrepaired.",
            done
                ? "Repairs to the " + thing + "'s roof are done."
                : "Nobody has mended the " + thing + "'s roof."),
        List.of(
            done
                ? "The roof of the " + thing + " has not been repaired."
                : "The roof of the " + thing + " has been repaired.",
            done
                ? "The " + thing + "'s roof is still broken."
                : "Repairs to the " + thing + "'s roof are done."),
        List.of(
            "The roof of the " + thing + " leaked in last year's storm.",
            "The roof of the " + thing + " is older than the building beside it."));
  }

  private Fact visitors(String thing) {
    int percent = 3 + random.nextInt(60);
    boolean up = random.nextBoolean();
    String rose = up ? "rose" : "fell";
    String fell = up ? "fell" : "rose";
    return new Fact(
        "The number of visitors to the " + thing + " " + rose + " by " + percent + "% last year.",
        List.of(
            percent
                + "% "
                + (up ? "more" : "fewer")
                + " people came to the "
                + thing
                + " last year.",
            "Last year visits to the "
                + thing
                + " "
                + (up ? "grew" : "shrank")
                + " by "
                + percent
                + "%."),
        List.of(
            "The number of visitors to the "
                + thing
                + " "
                + fell
                + " by "
                + percent
                + "% last year.",
            "Visits to the "
                + thing
                + " "
                + rose
                + " by "
                + other(percent, 3, 62)
                + "% last year."),
        List.of(
            "More visitors came to the " + thing + " than to any other place in " + town + ".",
            "Visits to the " + thing + " " + rose + " because of the price of tickets."));
  }

  private Fact beat() {
    String a = one(TOWNS);
    String b = TOWNS.get(other(TOWNS.indexOf(a), 0, TOWNS.size() - 1));
    int x = 2 + random.nextInt(4);
    int y = random.nextInt(2);
    return new Fact(
        one(
            a + " beat " + b + " " + x + "-" + y + " in the final.",
            "In the final " + b + " lost " + y + "-" + x + " to " + a + "."),
        List.of(
            a + " won the final against " + b + ".",
            b + " lost the final to " + a + " by " + x + "-" + y + "."),
        List.of(
            b + " won the final against " + a + ".",
            a + " beat " + b + " " + (x + 1) + "-" + y + " in the final."),
        List.of(
            a + " won the final for the third time.",
            a + " led " + b + " at half-time in the final."));
  }

  private Fact appointed(String person, String wrong, String before) {
    String role = one(ROLES);
    return new Fact(
        person + " has been appointed " + role + " and follows " + before + ".",
        List.of(
            person + " is the new " + role + ".",
            "The post of " + role + " was held by " + before + " before."),
        List.of(
            wrong + " is the new " + role + ".",
            before + " follows " + person + " as " + role + "."),
        List.of(
            person + " was appointed " + role + " for five years.",
            before + " gave up the post of " + role + " after a quarrel."));
  }

  private Fact order(String first, String second) {
    return new Fact(
        "Work on the " + first + " was finished before work on the " + second + " began.",
        List.of(
            "The " + second + " was begun after the " + first + " was finished.",
            "The " + first + " was finished first, and then the " + second + " was begun."),
        List.of(
            "Work on the " + second + " began before the " + first + " was finished.",
            "The " + first + " and the " + second + " were built at the same time."),
        List.of(
            "The " + first + " was finished a month before the " + second + " was begun.",
            "The same company built the " + first + " and the " + second + "."));
  }

  private Fact partOf() {
    int all = 12 + random.nextInt(60);
    int some = all / 2 + 2 + random.nextInt(all / 2 - 3);
    String every = "All " + all + " boats in the harbour were damaged in the storm.";
    String part = some + " of the " + all + " boats in the harbour were damaged in the storm.";
    String none = "None of the " + all + " boats in the harbour came to harm in the storm.";
    String most = "Most of the boats in the harbour were damaged in the storm.";
    String less = "Fewer than half of the boats in the harbour were damaged in the storm.";
    List<String> open =
        List.of(
            "The boats in the harbour were insured against storms.",
            "Hail fell on the boats in the harbour.");
    return switch (random.nextInt(3)) {
      case 0 -> new Fact(every, List.of(every, most), List.of(part, none, less), open);
      case 1 -> new Fact(part, List.of(part, most), List.of(every, none, less), open);
      default -> new Fact(none, List.of(none, less), List.of(every, part, most), open);
    };
  }

  private Fact range(String thing) {
    int low = 10 + random.nextInt(40);
    int high = low + 6 + random.nextInt(20);
    return new Fact(
        "Between "
            + low
            + " and "
            + high
            + " workers will be needed for the "
            + thing
            + ", the council estimates.",
        List.of(
            "The council thinks that the " + thing + " needs at least " + low + " workers.",
            "No more than "
                + high
                + " workers are needed for the "
                + thing
                + ", by the council's estimate."),
        List.of(
            "The council estimates that the " + thing + " needs " + (high + 10) + " workers.",
            "By the council's estimate the " + thing + " needs fewer than " + low + " workers."),
        List.of(
            "Workers for the " + thing + " come from abroad.",
            "Workers for the " + thing + " have been hired."));
  }

  private Fact length(String thing) {
    int n = 2 + random.nextInt(30);
    return new Fact(
        "The path to the " + thing + " is " + n + " kilometres long.",
        List.of(
            "It is " + n + " kilometres by the path to the " + thing + ".",
            "The path to the " + thing + " is longer than " + (n - 1) + " kilometres."),
        List.of(
            "The path to the " + thing + " is " + n + " miles long.",
            "The path to the " + thing + " is " + other(n, 2, 31) + " kilometres long."),
        List.of(
            "The path to the " + thing + " is steep.",
            "The path to the " + thing + " was made " + n + " years ago."));
  }

  private Fact denied(String thing, String person) {
    String denied = person + " denied that the " + thing + " would be sold.";
    String confirmed = person + " confirmed that the " + thing + " would be sold.";
    String silent = person + " would not say whether the " + thing + " is to be sold.";
    String not = "According to " + person + ", the " + thing + " will not be sold.";
    String sold = "According to " + person + ", the " + thing + " will be sold.";
    List<String> open =
        List.of(
            "A buyer has made an offer for the " + thing + ".",
            person + " had wanted to sell the " + thing + " last year.");
    return switch (random.nextInt(3)) {
      case 0 -> new Fact(denied, List.of(denied, not), List.of(confirmed, sold, silent), open);
      case 1 -> new Fact(confirmed, List.of(confirmed, sold), List.of(denied, not, silent), open);
      default -> new Fact(silent, List.of(silent), List.of(denied, confirmed), open);
    };
  }

  private Fact voted() {
    int many = 11 + random.nextInt(20);
    int few = 2 + random.nextInt(8);
    boolean passed = random.nextBoolean();
    String yes = "The council passed the budget.";
    String no = "The council voted the budget down.";
    String counted =
        "The council voted "
            + (passed ? many + " to " + few : few + " to " + many)
            + " on the budget";
    return new Fact(
        counted + (passed ? ", which has passed." : ", which has failed."),
        List.of(passed ? yes : no, (passed ? many : few) + " members voted for the budget."),
        List.of(passed ? no : yes, (passed ? few : many) + " members voted for the budget."),
        List.of(
            "The council debated the budget for " + few + " hours.",
            "The budget is larger than last year's."));
  }

  /** Another number of the range. */
  private int other(int number, int low, int high) {
    int found = number;
    while (found == number) {
      found = low + random.nextInt(high - low + 1);
    }
    return found;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
