package dev.claimbench;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.claimbench.align.Groundedness;
import dev.claimbench.align.Match;
import dev.claimbench.dataset.Article;
import dev.claimbench.dataset.Claim;
import dev.claimbench.dataset.Hedge;
import dev.claimbench.dataset.Kind;
import dev.claimbench.model.Prompt;
import dev.claimbench.model.Reply;
import dev.claimbench.task.AnswerReaders;
import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred thousand characters of the worst take neither the stack nor minutes. */
class HostileTextTest {
  private static final int LENGTH = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A pattern that is written where it is used. */
  private static final Pattern WRITTEN_INLINE =
      Pattern.compile(
          "(\\.(?:matches|replaceAll|replaceFirst|split)|Pattern\\.(?:compile|matches))\\(\\s*+"
              + "\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final List<String> WORST =
      List.of(
          "a",
          "A",
          "1",
          " ",
          ".",
          "'",
          "“",
          "[",
          "<",
          "1,",
          "1.",
          "1:",
          "a'",
          "A ",
          "A'",
          ". ",
          "[ ",
          "[...",
          "{{ a",
          "<｜",
          "1 to ",
          "1 May ",
          "May 1 ",
          "2000-01-",
          "in May",
          "of 2000 a",
          "a million ",
          "9 trillion ",
          "not ",
          "According to A ",
          "A, ",
          "I'm sorry ",
          "-",
          "\r\n",
          "老",
          "\u200E",
          "𝒜",
          "title: ");

  /**
   * A pattern of the product.
   *
   * @param everywhere it is looked for at each place, and not only compared with the whole text
   */
  private record Used(String name, Pattern pattern, boolean everywhere) {}

  /** The constants, and those that are written in a method. */
  private static List<Used> patterns() throws Exception {
    Map<String, Pattern> constants = new LinkedHashMap<>();
    Path classes = Path.of("target/classes/dev/claimbench");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String inside = classes.relativize(file).toString().replace('\\', '/');
        if (inside.endsWith("-info.class")) {
          continue;
        }
        Class<?> type =
            Class.forName(
                "dev.claimbench." + inside.replace('/', '.').replaceFirst("\\.class$", ""));
        for (Field field : type.getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers()) && holdsPatterns(field)) {
            field.setAccessible(true);
            add(constants, type.getSimpleName() + "." + field.getName(), field.get(null));
          }
        }
      }
    }
    List<Used> all = new ArrayList<>();
    constants.forEach((name, pattern) -> all.add(new Used(name, pattern, true)));
    Set<String> texts = constants.values().stream().map(p -> true + p.pattern()).collect(toSet());
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        Matcher written = WRITTEN_INLINE.matcher(Files.readString(file));
        while (written.find()) {
          String text = written.group(2).translateEscapes();
          boolean everywhere = !written.group(1).endsWith(".matches");
          if (texts.add(everywhere + text)) {
            try {
              String name = file.getFileName() + " " + text;
              all.add(new Used(name, Pattern.compile(text), everywhere));
            } catch (PatternSyntaxException e) {
              // The beginning of a constant that is put together, or no pattern at all.
            }
          }
        }
      }
    }
    return all;
  }

  /** Constants of other kinds are left alone: making some ready loads a native library. */
  private static boolean holdsPatterns(Field field) {
    return Stream.of(Pattern.class, Map.class, Collection.class, Record.class)
        .anyMatch(type -> type.isAssignableFrom(field.getType()));
  }

  private static void add(Map<String, Pattern> all, String name, Object value) throws Exception {
    if (value instanceof Pattern pattern) {
      all.put(name, pattern);
    } else if (value instanceof Map<?, ?> map) {
      add(all, name, map.keySet());
      add(all, name, map.values());
    } else if (value instanceof Collection<?> list) {
      int i = 0;
      for (Object element : list) {
        add(all, name + "[" + i++ + "]", element);
      }
    } else if (value instanceof Record record) {
      for (var component : record.getClass().getRecordComponents()) {
        if (component.getType() == Pattern.class) {
          component.getAccessor().setAccessible(true);
          add(all, name, component.getAccessor().invoke(record));
        }
      }
    }
  }

  /** The general ones, and runs of each sign that the pattern itself has. */
  private static Stream<String> worstOf(Pattern pattern) {
    Stream<String> own =
        (pattern.pattern() + "\n\t")
            .codePoints()
            .filter(c -> !Character.isLetterOrDigit(c))
            .distinct()
            .mapToObj(Character::toString);
    return Stream.concat(WORST.stream(), own).distinct().map(HostileTextTest::hostile);
  }

  /** Begins and ends with what most patterns do not want. */
  private static String hostile(String unit) {
    return "1" + unit.repeat(LENGTH / unit.length() + 1).substring(0, LENGTH) + "\u0001";
  }

  @Test
  void every_pattern_is_linear_and_needs_no_stack() throws Exception {
    List<Used> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(200);
    assertThat(patterns.stream().map(Used::name))
        .contains("Words.WORD", "FrontMatter.FIELD", "DatasetIds.java [^a-z0-9]+");
    assertThat(patterns.parallelStream().flatMap(p -> slow(p).stream())).isEmpty();
  }

  private static Optional<String> slow(Used used) {
    for (String text : (Iterable<String>) worstOf(used.pattern())::iterator) {
      try {
        all(used, new CountingText(text));
      } catch (IllegalStateException | StackOverflowError e) {
        return Optional.of(used.name() + " on " + Text.shorten(text, 20) + ": " + e);
      }
    }
    return Optional.empty();
  }

  private static void all(Used used, CharSequence text) {
    Matcher matcher = used.pattern().matcher(text);
    while (used.everywhere() && matcher.find()) {
      // Every place counts.
    }
    used.pattern().matcher(text).matches();
  }

  /** Does not wait for what takes hours, and finds the same on every machine. */
  private static final class CountingText implements CharSequence {
    private final String text;
    private long left;

    CountingText(String text) {
      this.text = text;
      this.left = 60L * text.length();
    }

    @Override
    public char charAt(int index) {
      if (left-- == 0) {
        throw new IllegalStateException("each character is read more than 60 times");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,", "1:", "a'", "A ", "A-", "According to A ", "\u0301", "\uFE0F", "'", "."})
  void what_reads_claims_quotes_and_answers_needs_no_stack_and_no_minutes(String unit) {
    String text = "a" + unit.repeat(LENGTH / unit.length()) + "b";
    assertTimeout(
        LIMIT,
        () -> {
          Claim plain = claim("The bridge shut on 3 May 2026 after 40 boats.");
          Match.compare(claim(text), plain, Optional.of(LocalDate.of(2026, 5, 4)));
          new Groundedness("The bridge shut.", List.of()).find(text);
          assertThat(new UserError("a " + text).getMessage()).startsWith("a");
          assertThat(Text.shorten(text, 80)).hasSize(80);
          Article article = new Article("a", "s", "", "", Optional.empty(), "text");
          Prompt prompt =
              new Prompt("verify", "s/v@a", "", "x", "{}", "t", article, Optional.empty());
          AnswerReaders.judgement().read(prompt, reply(text));
        });
  }

  @Test
  void a_number_that_no_double_holds_is_no_quantity() {
    Claim huge = claim("9999999999 " + "trillion ".repeat(25));
    assertThat(Match.compare(huge, huge, Optional.empty()).agrees()).isTrue();
    Claim digits = claim("9".repeat(400) + " boats to " + "9".repeat(400) + " boats");
    assertThat(Match.compare(digits, claim("40 boats"), Optional.empty()).conflicts()).isEmpty();
  }

  @Test
  void half_a_character_is_read_as_the_sign_for_it() {
    assertThat(claim("It shut \ud83d now").text()).isEqualTo("It shut \uFFFD now");
    assertThat(claim("It shut \ud83d\ude00").text()).isEqualTo("It shut \ud83d\ude00");
  }

  private static Reply reply(String text) {
    return new Reply(
        text,
        "",
        Reply.Stop.END,
        -1,
        -1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Claim claim(String text) {
    return new Claim(
        "c",
        text,
        List.of(),
        Optional.empty(),
        Kind.EVENT,
        Optional.empty(),
        Optional.empty(),
        Hedge.NONE);
  }
}
