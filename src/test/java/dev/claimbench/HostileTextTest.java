package dev.claimbench;

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
import dev.claimbench.task.Readers;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred thousand characters of the worst take neither the stack nor minutes. */
class HostileTextTest {
  private static final int LENGTH = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Packages whose patterns read articles, claims, answers or gold. */
  private static final List<String> PACKAGES =
      List.of(
          "align", "answer", "claim", "corpus", "label", "prompt", "report", "task", "text",
          "adapt");

  static Stream<String> worst() {
    return Stream.of(
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
            "title: ")
        .map(unit -> unit.repeat(LENGTH / unit.length() + 1).substring(0, LENGTH));
  }

  /** Ends that most patterns do not want. */
  private static List<String> variants(String text) {
    return List.of("1" + text + "\u0001");
  }

  private static Map<String, Pattern> patterns() throws Exception {
    Map<String, Pattern> all = new LinkedHashMap<>();
    Path classes = Path.of("target/classes/dev/claimbench");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String inside = classes.relativize(file).toString().replace('\\', '/');
        if (!PACKAGES.contains(inside.split("/", 2)[0])) {
          continue;
        }
        Class<?> type =
            Class.forName(
                "dev.claimbench." + inside.replace('/', '.').replaceFirst("\\.class$", ""));
        for (Field field : type.getDeclaredFields()) {
          if (Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            add(all, type.getSimpleName() + "." + field.getName(), field.get(null));
          }
        }
      }
    }
    return all;
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

  @Test
  void every_pattern_is_linear_and_needs_no_stack() throws Exception {
    Map<String, Pattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(20).containsKey("Words.WORD");
    List<String> slow = new ArrayList<>();
    for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
      for (String text : (Iterable<String>) worst().flatMap(t -> variants(t).stream())::iterator) {
        try {
          all(pattern.getValue(), new CountingText(text));
        } catch (IllegalStateException | StackOverflowError e) {
          slow.add(pattern.getKey() + " on " + Text.shorten(text, 20) + ": " + e);
          break;
        }
      }
    }
    assertThat(slow).isEmpty();
  }

  private static void all(Pattern pattern, CharSequence text) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      // Every place counts.
    }
    pattern.matcher(text).matches();
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
          Readers.judgement().read(prompt, reply(text));
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
