package dev.claimbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One rule for ids, in code and in every schema. */
class IdsTest {
  @Test
  void the_schemas_of_gold_have_the_rule_of_the_code() throws IOException {
    List<String> patterns = new ArrayList<>();
    for (String name : List.of("gold", "verify", "votes", "stories", "pairs")) {
      String text =
          Files.readString(Path.of("src/main/resources/schema/" + name + "-1.schema.json"));
      patterns(JsonMapper.builder().build().readTree(text), patterns);
    }
    assertThat(patterns).hasSizeGreaterThan(6).containsOnly(Ids.PATTERN);
  }

  private static void patterns(JsonNode node, List<String> found) {
    String pattern = node.path("pattern").asText();
    if (pattern.contains("L}") || pattern.contains("a-z")) {
      found.add(pattern);
    }
    node.forEach(child -> patterns(child, found));
  }

  @Test
  void the_pattern_of_the_schemas_and_the_check_agree() {
    Stream.of(
            "a",
            "7",
            "Old Bridge_1",
            "Brücke",
            "桥",
            "c-01",
            "a.b",
            "it's",
            "x (2)",
            "a+b",
            "a&b",
            "",
            " a",
            "a ",
            "a.",
            "a,",
            "-a",
            "../a",
            "a/b",
            "a\\b",
            "a@b",
            "a:b",
            "a\nb",
            "a\u200Bb",
            "a\u0000",
            "=1+1",
            "a\uD83D")
        .forEach(id -> assertThat(Ids.isId(id)).as(id).isEqualTo(id.matches(Ids.PATTERN)));
    assertThat(Stream.of("", " a", "a.", "../a", "a@b", "=1+1", "a\nb")).noneMatch(Ids::isId);
    assertThat(Stream.of("a", "Old Bridge_1", "Brücke", "桥")).allMatch(Ids::isId);
  }
}
