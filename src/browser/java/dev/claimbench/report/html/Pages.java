package dev.claimbench.report.html;

import dev.claimbench.align.Aligner;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.ArticleReader;
import dev.claimbench.dataset.CheckClaim;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.GoldArticle;
import dev.claimbench.dataset.GoldClaim;
import dev.claimbench.dataset.GoldFolder;
import dev.claimbench.dataset.GoldSet;
import dev.claimbench.dataset.GoldVerdict;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.dataset.Verdict;
import dev.claimbench.dataset.Weight;
import dev.claimbench.model.ModelInfo;
import dev.claimbench.model.Reply;
import dev.claimbench.model.Sampling;
import dev.claimbench.report.RunReport;
import dev.claimbench.run.JournalEntry;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.PromptAndReply;
import dev.claimbench.run.Question;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Results;
import dev.claimbench.score.Scorecard;
import dev.claimbench.score.Scoring;
import dev.claimbench.score.VerifyResult;
import dev.claimbench.task.Answer;
import dev.claimbench.task.Judgement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Runs to make pages of: on the project's own articles, and on hostile and long ones. */
final class Pages {
  private static final List<Verdict> LABELS = List.of(Verdict.values());
  private static final List<Kind> KINDS = List.of(Kind.values());

  private Pages() {}

  /**
   * A made-up model on real articles: it finds most of the gold, gets every so-manieth number or
   * label wrong and makes some claims up.
   *
   * @param wrong every so-manieth verdict is wrong
   */
  static RunReport project(Set<String> stories, int wrong) {
    List<Article> articles =
        ArticleReader.read(Path.of("seeds")).stream()
            .filter(a -> stories.contains(a.story()))
            .toList();
    GoldSet gold = GoldFolder.read(Path.of("eval"), Path.of("seeds"), articles);
    List<ExtractResult> extract = new ArrayList<>();
    for (Article article : articles) {
      Optional<GoldArticle> labels = gold.article(article.id());
      extract.add(
          new ExtractResult(
              article, labels, new Answer.Parsed<>(answers(labels.orElseThrow()), List.of())));
    }
    List<VerifyResult> verify = new ArrayList<>();
    for (GoldVerdict verdict : gold.verdicts()) {
      Article article =
          articles.stream().filter(a -> a.id().equals(verdict.article())).findFirst().orElseThrow();
      int i = verify.size();
      Verdict label = LABELS.get((LABELS.indexOf(verdict.label()) + (i % wrong == 0 ? 1 : 0)) % 3);
      Answer<Judgement> answer =
          i % 17 == 5
              ? new Answer.Invalid<>("/verdict", "expected SUPPORTED, got \"MAYBE\"")
              : new Answer.Parsed<>(
                  new Judgement(label, verdict.evidence().stream().findFirst()), List.of());
      verify.add(new VerifyResult(article, verdict, answer));
    }
    return report("made-up/every-" + wrong, articles, extract, verify);
  }

  /**
   * Many stories of three articles of two sentences, each with an extraction and a verdict. Every
   * fifth verdict is wrong, every seventh extraction cannot be read, every eleventh has nothing to
   * find and finds nothing.
   */
  static RunReport stories(int stories) {
    List<Article> articles = new ArrayList<>();
    List<ExtractResult> extract = new ArrayList<>();
    List<VerifyResult> verify = new ArrayList<>();
    for (int i = 0; i < 3 * stories; i++) {
      String story = "s%05d".formatted(i / 3);
      String text =
          "The bridge of town %d cost %d million. The ferry is free.".formatted(i, 10 + i);
      String id = story + "-" + i % 3;
      Article article = new Article(id, story, "Town " + i, "Gazette", Optional.empty(), text);
      articles.add(article);
      Claim bridge = claim(0, text.substring(0, text.indexOf('.') + 1), "The bridge of town");
      Claim ferry = claim(1, "The ferry is free.", "The ferry is free");
      boolean isEmpty = i % 11 == 0;
      List<GoldClaim> gold =
          isEmpty
              ? List.of()
              : List.of(new GoldClaim(bridge, Weight.MUST), new GoldClaim(ferry, Weight.MUST));
      extract.add(
          new ExtractResult(
              article,
              Optional.of(new GoldArticle(id, gold, List.of())),
              i % 7 == 0
                  ? new Answer.Invalid<>("/claims", "expected a list, got 7")
                  : new Answer.Parsed<>(isEmpty ? List.of() : List.of(bridge), List.of())));
      CheckClaim asked =
          new CheckClaim(story, "v1", bridge.text(), "f" + i, Optional.empty(), Optional.empty());
      GoldVerdict verdict =
          new GoldVerdict(asked, id, LABELS.get(i % 3), false, List.of(), "", false);
      Verdict answered = LABELS.get((i + (i % 5 == 0 ? 1 : 0)) % 3);
      verify.add(
          new VerifyResult(
              article,
              verdict,
              new Answer.Parsed<>(new Judgement(answered, Optional.empty()), List.of())));
    }
    return report("made-up/stories", articles, extract, verify);
  }

  private static List<Claim> answers(GoldArticle gold) {
    List<Claim> claims = new ArrayList<>();
    for (GoldClaim labelled : gold.claims()) {
      int i = claims.size();
      Claim c = labelled.claim();
      if (i % 6 == 2) {
        claims.add(
            claim(i, "Nobody in the town has ever said anything of the kind.", "no such words"));
      } else if (i % 6 == 4) {
        claims.add(
            claim(
                i,
                c.text().replaceAll("[0-9]+", "77"),
                c.quotes().get(0).toUpperCase(java.util.Locale.ROOT)));
      } else {
        claims.add(
            new Claim(
                id(i),
                c.text(),
                c.quotes(),
                c.speaker(),
                c.kind(),
                c.quantity(),
                c.date(),
                c.hedge()));
      }
      if (claims.size() == 8) {
        break;
      }
    }
    return claims;
  }

  private static String id(int i) {
    return "p%02d".formatted(i + 1);
  }

  static Claim claim(int i, String text, String... quotes) {
    return new Claim(
        id(i),
        text,
        List.of(quotes),
        i % 3 == 0 ? Optional.of("Speaker " + i % 7) : Optional.empty(),
        KINDS.get(i % KINDS.size()),
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }

  /** One article, what the model took from it, and the same as gold where {@code gold}. */
  static RunReport one(String title, String text, List<Claim> claims, boolean gold) {
    Article article = new Article("article", "story", title, "The Source", Optional.empty(), text);
    Optional<GoldArticle> labels =
        gold
            ? Optional.of(
                new GoldArticle(
                    "article",
                    claims.stream().map(c -> new GoldClaim(c, Weight.MUST)).toList(),
                    List.of()))
            : Optional.empty();
    return report(
        "hostile",
        List.of(article),
        List.of(new ExtractResult(article, labels, new Answer.Parsed<>(claims, List.of()))),
        List.of());
  }

  private static RunReport report(
      String model,
      List<Article> articles,
      List<ExtractResult> extract,
      List<VerifyResult> verify) {
    Map<String, String> hashes = new LinkedHashMap<>();
    articles.forEach(a -> hashes.put(a.id(), "a".repeat(64)));
    Manifest manifest =
        new Manifest(
            Manifest.VERSION,
            "0.1.0",
            new ModelInfo(model, "gguf", model, "sha256:ab12", "Q4_K_M", 8192, Map.of()),
            Map.of(),
            Map.of("extract", "e".repeat(64), "verify", "f".repeat(64)),
            Sampling.greedy(1, Duration.ofMinutes(10)),
            "seeds",
            hashes,
            OptionalInt.empty(),
            Optional.of("eval"),
            "0123456789abcdef".repeat(4),
            "1.0",
            verify.stream().map(v -> v.gold().id()).toList(),
            verify.size(),
            1,
            List.of(),
            Map.of("os", "Linux"),
            "2026-01-28T10:15:00Z");
    Scoring scoring = new Scoring(Aligner.DEFAULT_SIMILARITY, Aligner.DEFAULT_TAU, 7, 200);
    return new RunReport(
        manifest, Scorecard.compute(new Results(extract, verify, List.of()), scoring));
  }

  /** What was asked and answered, so that the raw texts can be looked at. */
  static List<PromptAndReply> exchanges(RunReport report, String reply) {
    return report.scorecard().articles().stream()
        .map(
            a ->
                new PromptAndReply(
                    new Question("extract", a.id(), a.result().repeat()),
                    "Take the claims.",
                    "Article:\n" + a.result().article().text() + "\nClaims:",
                    Optional.of(
                        new JournalEntry(
                            "k",
                            "extract",
                            a.id(),
                            "p",
                            1,
                            "2026-01-28T10:15:00Z",
                            Optional.of(
                                new Reply(
                                    reply,
                                    "",
                                    Reply.Stop.END,
                                    10,
                                    5,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Duration.ofSeconds(2),
                                    "")),
                            Optional.empty()))))
        .toList();
  }

  static Path write(Path folder, String name, RunReport report) {
    return write(
        folder.resolve(name),
        HtmlReport.toHtml(name, report, exchanges(report, "{\"claims\":[]}")));
  }

  static Path write(Path file, String page) {
    try {
      return Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
