package dev.claimbench.dataset.imports;

import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Passage;
import dev.claimbench.text.Ids;
import dev.claimbench.text.TextFiles;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * News articles of the GUM corpus, from its CoNLL-U; the rule is {@code eval/real-news/README.md}.
 *
 * @param article as it is labelled
 * @param address where it was published, or empty
 * @param boilerplate headings, captions, dates and sources, in their order
 */
public record GumNews(Article article, String address, List<Passage> boilerplate) {
  private static final String PREFIX = "GUM_news_";
  private static final String ENDING = ".conllu";
  private static final Pattern BLOCK = Pattern.compile("^([a-z]++).*\\((\\d{1,6}) s\\)");
  private static final Set<String> NOT_ARTICLE = Set.of("head", "figure", "caption");
  private static final DateTimeFormatter DATE_LINE =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu", Locale.US);
  private static final Pattern DATE_SHAPE =
      Pattern.compile("[A-Z][a-z]+day, [A-Z][a-z]+ \\d{1,2}, \\d{4}");

  /** A line of a date further from the day in the metadata is another article's. */
  private static final int FURTHEST_DAYS = 7;

  private record Block(String name, int sentences) {}

  private record Section(List<Block> blocks, List<String> sentences) {}

  public GumNews {
    boilerplate = List.copyOf(boilerplate);
  }

  /**
   * The articles of a checkout of GUM, or of its {@code dep} folder, by name.
   *
   * @throws UserError where there are none, or one is not such CoNLL-U
   */
  public static List<GumNews> read(Path folder) {
    Path dep = folder.resolve("dep");
    List<Path> files = files(Files.isDirectory(dep) ? dep : folder);
    if (files.isEmpty()) {
      throw new UserError(
          folder
              + ": no "
              + PREFIX
              + "*"
              + ENDING
              + " here; give a checkout of GUM (https://github.com/amir-zeldes/gum) or its dep"
              + " folder");
    }
    return files.stream().map(GumNews::file).toList();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + ": no such folder; give a checkout of GUM");
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(
              f -> {
                String name = f.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(ENDING);
              })
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserError(folder + ": cannot be read (" + TextFiles.reason(e) + ")");
    }
  }

  private static GumNews file(Path file) {
    List<String> lines = TextFiles.read(file).lines().toList();
    Map<String, String> meta = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf(" = ");
      if (line.startsWith("# meta::") && equals > 0) {
        meta.put(line.substring("# meta::".length(), equals), line.substring(equals + 3));
      }
    }
    String title = required(file, meta, "title");
    LocalDate created = day(file, required(file, meta, "dateCreated"));
    String name = file.getFileName().toString();
    String id =
        Ids.require(
            file + ": its name",
            "gum-" + name.substring(PREFIX.length(), name.length() - ENDING.length()));
    StringBuilder text = new StringBuilder();
    List<Passage> boilerplate = new ArrayList<>();
    Optional<LocalDate> published = Optional.empty();
    boolean sources = false;
    for (Section section : sections(file, lines)) {
      for (Map.Entry<String, Set<String>> paragraph : paragraphs(section)) {
        String words = paragraph.getKey();
        Set<String> blocks = paragraph.getValue();
        boolean head = blocks.contains("head");
        if (head && words.equals(title)) {
          continue;
        }
        Optional<LocalDate> date = dateLine(words);
        published = published.or(() -> date);
        sources = sources || (head && words.equals("Sources"));
        text.append(text.isEmpty() ? "" : "\n\n");
        if (sources || date.isPresent() || blocks.stream().anyMatch(NOT_ARTICLE::contains)) {
          int start = text.codePointCount(0, text.length());
          boilerplate.add(new Passage(words, OptionalInt.of(start)));
        }
        text.append(words);
      }
    }
    if (text.isEmpty()) {
      throw new UserError(file + ": no sentences; expected lines '# text = …' after '# newpar'");
    }
    LocalDate day =
        published
            .filter(d -> Math.abs(ChronoUnit.DAYS.between(created, d)) <= FURTHEST_DAYS)
            .orElse(created);
    Article article = new Article(id, id, title, "Wikinews", Optional.of(day), text.toString());
    return new GumNews(article, meta.getOrDefault("sourceURL", ""), boilerplate);
  }

  private static List<Section> sections(Path file, List<String> lines) {
    List<Section> sections = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      boolean blocks = line.startsWith("# newpar_block = ");
      boolean sentence = line.startsWith("# text = ");
      if ((blocks || sentence) && sections.isEmpty()) {
        throw new UserError(
            file + ":" + number + ": expected '# newpar' first, got '" + line + "'");
      }
      if (line.equals("# newpar")) {
        sections.add(new Section(new ArrayList<>(), new ArrayList<>()));
      } else if (blocks) {
        for (String block : line.substring("# newpar_block = ".length()).split(" \\| ", -1)) {
          Matcher matcher = BLOCK.matcher(block);
          if (!matcher.matches()) {
            throw new UserError(
                file + ":" + number + ": expected a block such as 'p (3 s)', got '" + block + "'");
          }
          sections
              .get(sections.size() - 1)
              .blocks
              .add(new Block(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
      } else if (sentence) {
        sections.get(sections.size() - 1).sentences.add(line.substring("# text = ".length()));
      }
    }
    return sections;
  }

  /** A section breaks where a block ends: text → the names of the blocks around it. */
  private static List<Map.Entry<String, Set<String>>> paragraphs(Section section) {
    int all = section.sentences.size();
    TreeSet<Integer> ends = new TreeSet<>();
    section.blocks.stream().map(Block::sentences).filter(n -> n > 0 && n < all).forEach(ends::add);
    if (all > 0) {
      ends.add(all);
    }
    List<Map.Entry<String, Set<String>>> paragraphs = new ArrayList<>();
    int start = 0;
    for (int end : ends) {
      Set<String> names = new TreeSet<>();
      for (Block block : section.blocks) {
        if (block.sentences > start) {
          names.add(block.name);
        }
      }
      paragraphs.add(Map.entry(String.join(" ", section.sentences.subList(start, end)), names));
      start = end;
    }
    return paragraphs;
  }

  private static Optional<LocalDate> dateLine(String words) {
    if (!DATE_SHAPE.matcher(words).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(words, DATE_LINE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String required(Path file, Map<String, String> meta, String field) {
    String value = meta.get(field);
    if (value == null || value.isBlank()) {
      throw new UserError(
          file + ": no '# meta::" + field + " = …'; expected CoNLL-U of the GUM corpus");
    }
    return value;
  }

  private static LocalDate day(Path file, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new UserError(
          file + ": meta::dateCreated: expected a day such as 2017-07-21, got '" + text + "'");
    }
  }
}
