package dev.claimbench;

import dev.claimbench.answer.Answer;
import dev.claimbench.answer.AnswerReader;
import dev.claimbench.answer.Readers;
import dev.claimbench.claim.Article;
import dev.claimbench.claim.GoldSet;
import dev.claimbench.claim.GoldVerdict;
import dev.claimbench.claim.Hashing;
import dev.claimbench.claim.UserError;
import dev.claimbench.corpus.ArticleReader;
import dev.claimbench.corpus.GoldFolder;
import dev.claimbench.model.ModelException;
import dev.claimbench.prompt.Prompt;
import dev.claimbench.prompt.PromptTemplate;
import dev.claimbench.run.Call;
import dev.claimbench.run.Entry;
import dev.claimbench.run.Exchange;
import dev.claimbench.run.Manifest;
import dev.claimbench.run.RunStore;
import dev.claimbench.score.ExtractResult;
import dev.claimbench.score.Results;
import dev.claimbench.score.Usage;
import dev.claimbench.score.VerifyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run read back: its manifest, its replies, and the articles and gold they belong to.
 *
 * @param folder where it lies
 * @param manifest as the run wrote it
 * @param articles in the order asked; their texts are what the model read
 * @param gold for these articles
 * @param entries the last entry of each call, by item and prompt
 */
public record RunFolder(
    Path folder,
    Manifest manifest,
    List<Article> articles,
    GoldSet gold,
    Map<String, Entry> entries) {

  /**
   * Reads a run folder.
   *
   * @param seeds where the articles are; empty takes the manifest's folder
   * @param goldFolder where the gold is; empty takes the manifest's folder and demands the gold
   *     that the run was made with
   * @throws UserError where articles or gold have changed since
   */
  public static RunFolder read(Path folder, Optional<Path> seeds, Optional<Path> goldFolder) {
    return read(folder, seeds, goldFolder, Path.of(""));
  }

  /**
   * Reads a run folder from anywhere.
   *
   * @param home where relative paths of the manifest start that lead nowhere from the working
   *     folder
   */
  public static RunFolder read(
      Path folder, Optional<Path> seeds, Optional<Path> goldFolder, Path home) {
    Manifest manifest = Manifest.read(folder);
    Path from = seeds.orElseGet(() -> find(manifest.seeds(), home));
    Map<String, Article> found = new HashMap<>();
    ArticleReader.read(from).forEach(a -> found.put(a.id(), a));
    List<Article> articles = new ArrayList<>();
    manifest.articles().forEach((id, hash) -> articles.add(same(from, id, hash, found.get(id))));
    GoldSet gold = gold(manifest, from, articles, goldFolder, home);
    Map<String, Entry> entries = new HashMap<>();
    RunStore.read(folder).values().forEach(e -> entries.put(e.item() + e.prompt(), e));
    return new RunFolder(folder, manifest, articles, gold, entries);
  }

  private static Path find(String path, Path home) {
    Path here = Path.of(path);
    return Files.exists(here) ? here : home.resolve(path);
  }

  private static Article same(Path seeds, String id, String hash, Article article) {
    if (article == null) {
      throw new UserError(seeds + ": the run's article '" + id + "' is not there; give --seeds");
    }
    if (!Hashing.sha256(article.text()).equals(hash)) {
      throw new UserError(
          seeds + ": article '" + id + "' has changed since the run; its answers cannot be scored");
    }
    return article;
  }

  private static GoldSet gold(
      Manifest manifest, Path seeds, List<Article> articles, Optional<Path> given, Path home) {
    if (given.isEmpty() && manifest.gold().isEmpty()) {
      return GoldSet.empty();
    }
    Path folder = given.orElseGet(() -> find(manifest.gold().orElseThrow(), home));
    GoldSet gold = GoldFolder.read(folder, seeds, articles);
    if (given.isEmpty() && !gold.hash().equals(manifest.goldHash())) {
      throw new UserError(
          folder
              + ": the gold has changed since the run; give --gold to score with what it is now");
    }
    return gold;
  }

  /** Every call's answer, in the order asked; a call without an entry is a Failed one. */
  public Results results() {
    List<ExtractResult> extract = new ArrayList<>();
    List<VerifyResult> verify = new ArrayList<>();
    List<Usage> usage = new ArrayList<>();
    Map<String, GoldVerdict> verdicts = gold.verdictsById();
    PromptTemplate extractTemplate = manifest.prompts().get("extract");
    if (extractTemplate != null) {
      for (Article article : articles) {
        var answer = answer(extractTemplate.extract(article), Readers.claims(), usage);
        extract.add(new ExtractResult(article, gold.article(article.id()), answer));
      }
    }
    PromptTemplate verifyTemplate = manifest.prompts().get("verify");
    if (verifyTemplate != null) {
      Map<String, Article> byId = new LinkedHashMap<>();
      articles.forEach(a -> byId.put(a.id(), a));
      for (String id : manifest.verdicts()) {
        GoldVerdict verdict = verdicts.get(id);
        if (verdict == null) {
          throw new UserError(
              folder + ": the gold has no verdict '" + id + "', which this run judged");
        }
        Article article = byId.get(verdict.article());
        var prompt = verifyTemplate.verify(article, verdict.claim());
        verify.add(new VerifyResult(article, verdict, answer(prompt, Readers.judgement(), usage)));
      }
    }
    return new Results(extract, verify, usage);
  }

  /** What was asked and what came back, word for word, in the order asked. */
  public List<Exchange> exchanges() {
    List<Exchange> list = new ArrayList<>();
    PromptTemplate extractTemplate = manifest.prompts().get("extract");
    if (extractTemplate != null) {
      articles.forEach(article -> list.add(exchange(extractTemplate.extract(article))));
    }
    PromptTemplate verifyTemplate = manifest.prompts().get("verify");
    if (verifyTemplate != null) {
      Map<String, Article> byId = new HashMap<>();
      articles.forEach(a -> byId.put(a.id(), a));
      Map<String, GoldVerdict> verdicts = gold.verdictsById();
      for (String id : manifest.verdicts()) {
        GoldVerdict verdict = verdicts.get(id);
        list.add(exchange(verifyTemplate.verify(byId.get(verdict.article()), verdict.claim())));
      }
    }
    return list;
  }

  private Exchange exchange(Prompt prompt) {
    return new Exchange(
        prompt.task(),
        prompt.item(),
        prompt.system(),
        prompt.user(),
        Optional.ofNullable(entries.get(prompt.item() + Call.promptHash(prompt))));
  }

  private <T> Answer<T> answer(Prompt prompt, AnswerReader<T> reader, List<Usage> usage) {
    Entry entry = entries.get(prompt.item() + Call.promptHash(prompt));
    Answer<T> answer =
        entry == null
            ? new Answer.Failed<>(ModelException.Cause.CONNECTION, "not asked yet")
            : entry
                .reply()
                .map(reply -> reader.read(prompt, reply))
                .orElseGet(
                    () -> {
                      Entry.Failure failure = entry.failure().orElseThrow();
                      return new Answer.Failed<>(failure.cause(), failure.message());
                    });
    if (entry != null) {
      usage.add(usage(prompt, answer, entry));
    }
    return answer;
  }

  private static Usage usage(Prompt prompt, Answer<?> answer, Entry entry) {
    var reply = entry.reply();
    return new Usage(
        prompt.task(),
        prompt.item(),
        answer.outcome(),
        reply.map(r -> r.promptTokens()).orElse(-1),
        reply.map(r -> r.answerTokens()).orElse(-1),
        reply.flatMap(r -> r.prompt()),
        reply.flatMap(r -> r.answer()),
        reply.map(r -> r.total()).orElse(java.time.Duration.ZERO),
        entry.tries());
  }
}
