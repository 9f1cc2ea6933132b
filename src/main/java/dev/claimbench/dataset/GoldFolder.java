package dev.claimbench.dataset;

import dev.claimbench.text.PackedList;
import dev.claimbench.text.Sha256;
import dev.claimbench.text.SideBySide;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import dev.claimbench.text.YamlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A folder with {@code gold/<article>.yaml} and {@code verify/<story>.yaml}, such as {@code eval}.
 */
public final class GoldFolder {
  /** Folder of the verdicts' files, in a gold folder, and the name of their schema. */
  public static final String VERIFY = "verify";

  private static final String GOLD = "gold";

  private GoldFolder() {}

  /**
   * The gold for these articles, every check done.
   *
   * @param seeds where the articles were read from; all that are there, and those beside the gold
   *     folder ({@code eval/../seeds}), count as known, so that part of a corpus can be read
   * @throws UserError for anything that is not as it should be, gold for an unknown article
   *     included
   */
  public static GoldSet read(Path folder, Path seeds, List<Article> articles) {
    requireFolder(folder);
    Map<String, Article> byId = new ArticlesById(articles);
    Set<String> others = others(folder, seeds, byId);
    List<Path> labels = new ArrayList<>();
    for (Path file : YamlFiles.in(folder.resolve(GOLD))) {
      String id = YamlFiles.name(file);
      if (!byId.containsKey(id) && !others.contains(id)) {
        throw new UserError(
            file + ": gold for an unknown article '" + id + "'; none of that name in " + seeds);
      }
      if (byId.containsKey(id)) {
        labels.add(file);
      }
    }
    List<GoldArticle> gold =
        SideBySide.map(labels, file -> GoldReader.read(file, byId.get(YamlFiles.name(file))));
    List<Path> judged = judged(folder, stories(articles));
    List<GoldVerdict> verdicts = verdicts(judged, file -> new VerdictReader(file, byId, others));
    String version = Stories.find(folder).map(Stories::version).orElse("");
    return new GoldSet(gold, verdicts, hash(labels, judged), version);
  }

  /**
   * Checks that a folder may hold gold.
   *
   * @throws UserError where it is none, or one of the folders in it
   */
  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          folder
              + (Files.exists(folder) ? ": no folder" : ": no such folder")
              + "; --gold takes one with gold/ and verify/, such as eval");
    }
    Path around = folder.toAbsolutePath().normalize().getParent();
    boolean inside = folder.endsWith(GOLD) || folder.endsWith(VERIFY);
    if (inside
        && !Files.isDirectory(folder.resolve(GOLD))
        && !Files.isDirectory(folder.resolve(VERIFY))) {
      throw new UserError(
          folder
              + ": lies in a folder of gold; give that one, which holds gold/ and verify/: --gold "
              + (folder.getParent() == null ? around : folder.getParent()));
    }
  }

  /**
   * The gold of development stories: what may be learned from when test stories are scored.
   *
   * @param scored articles that are scored
   * @param gold of this folder for them
   * @return empty where none of these is of a test story, or {@code stories.yaml} is not there
   */
  public static GoldSet development(Path folder, Path seeds, List<Article> scored, GoldSet gold) {
    Optional<Stories> stories = Stories.find(folder);
    if (stories.isEmpty()
        || !stories.get().splits().containsValue("dev")
        || stories.get().select("test", scored).isEmpty()) {
      return GoldSet.empty();
    }
    Path from = seedsOf(folder, seeds);
    Map<String, Article> byId = new ArticlesById(scored);
    // Where all articles are scored, their labels have been read.
    return ArticleFiles.in(from).articles().stream()
            .allMatch(file -> byId.containsKey(ArticleFiles.idOf(file)))
        ? part(folder, gold, stories.get().select("dev", scored))
        : read(folder, from, stories.get().select("dev", ArticleReader.read(from)));
  }

  /** What {@link #read} gives for some of the articles whose gold was read. */
  private static GoldSet part(Path folder, GoldSet gold, List<Article> articles) {
    Map<String, Article> byId = new ArticlesById(articles);
    Set<String> stories = stories(articles);
    List<GoldVerdict> verdicts =
        gold.verdicts().stream()
            .filter(v -> stories.contains(v.claim().story()) && byId.containsKey(v.article()))
            .toList();
    return new GoldSet(
        gold.articles().stream().filter(a -> byId.containsKey(a.article())).toList(),
        verdicts.size() > GoldVerdictFormat.FEW
            ? PackedList.copyOf(verdicts, new GoldVerdictFormat())
            : verdicts,
        hash(
            YamlFiles.in(folder.resolve("gold")).stream()
                .filter(file -> byId.containsKey(YamlFiles.name(file)))
                .toList(),
            judged(folder, stories)),
        gold.version());
  }

  /**
   * Where the articles of development stories are: beside the gold, or else where the scored ones
   * are.
   */
  public static Path seedsOf(Path folder, Path seeds) {
    Path beside = folder.toAbsolutePath().normalize().resolveSibling("seeds");
    return Files.isDirectory(beside) ? beside : seeds;
  }

  private static List<GoldVerdict> verdicts(
      List<Path> files, Function<Path, VerdictReader> reader) {
    List<GoldVerdict> few = new ArrayList<>();
    PackedList.Builder<GoldVerdict> many = new PackedList.Builder<>(new GoldVerdictFormat());
    SideBySide.forEach(
        files,
        file -> reader.apply(file).read(),
        some -> {
          few.addAll(some);
          if (few.size() > GoldVerdictFormat.FEW || !many.isEmpty()) {
            few.forEach(many::add);
            few.clear();
          }
        });
    return many.isEmpty() ? few : many.build();
  }

  /** Ids of articles that are there and not wanted. */
  private static Set<String> others(Path folder, Path seeds, Map<String, Article> wanted) {
    Set<String> others = new HashSet<>();
    Path beside = folder.toAbsolutePath().normalize().resolveSibling("seeds");
    // Usually the same folder: looking through a large one takes a while.
    Set<Path> places = new LinkedHashSet<>(List.of(seeds.toAbsolutePath().normalize(), beside));
    for (Path articles : places) {
      if (Files.isDirectory(articles)) {
        ArticleFiles.forEach(
            articles,
            file -> {
              String id = ArticleFiles.idOf(file);
              if (!wanted.containsKey(id)) {
                others.add(id);
              }
            });
      }
    }
    return others;
  }

  private static Set<String> stories(List<Article> articles) {
    Set<String> stories = new TreeSet<>();
    articles.forEach(a -> stories.add(a.story()));
    return stories;
  }

  private static List<Path> judged(Path folder, Set<String> stories) {
    return YamlFiles.in(folder.resolve(VERIFY)).stream()
        .filter(file -> stories.contains(YamlFiles.name(file)))
        .toList();
  }

  private static String hash(List<Path> labels, List<Path> judged) {
    StringBuilder digest = new StringBuilder();
    SideBySide.forEach(labels, file -> file.getFileName() + hash(file), digest::append);
    SideBySide.forEach(
        judged, file -> VERIFY + "/" + file.getFileName() + hash(file), digest::append);
    return Sha256.sha256(digest.toString());
  }

  private static String hash(Path file) {
    // Of the text: a checkout with other line ends, or an editor's mark, changes no label.
    return " " + Sha256.sha256(TextFiles.read(file)) + "\n";
  }
}
