package dev.claimbench.model.djl.constrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintTest {
  private static final String VERDICT =
      """
      {"type": "object", "required": ["evidence", "verdict"], "properties": {
        "evidence": {"type": "string", "maxLength": 5},
        "verdict": {"enum": ["SUPPORTED", "REFUTED"]}}}\
      """;

  /** All bytes, then these. */
  private static final List<String> WORDS =
      List.of(
          "{\"",
          "evidence",
          "\":\"",
          "abc",
          "abcdef",
          "a\",\"",
          "\",\"",
          "verdict",
          "é",
          "SUPP",
          "x\"}");

  private static final Vocabulary VOCABULARY = vocabulary();

  @Test
  void only_tokens_on_the_way_to_an_answer_are_allowed() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    assertThat(allowed(decoding)).containsExactly("{", "{\"");
    write(decoding, "{\"evidence");
    assertThat(allowed(decoding)).containsExactly("\"", "\":\"");
  }

  @Test
  void a_token_may_cross_from_one_part_into_the_next() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    write(decoding, "{\"evidence\":\"abc");
    // Two characters are left: not for abc, but for a and the end of the string.
    assertThat(allowed(decoding)).contains("a\",\"", "\",\"", "é").doesNotContain("abc", "x\"}");
  }

  @Test
  void characters_are_counted_and_not_bytes() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    write(decoding, "{\"evidence\":\"éé\\u00e9\\ud83d\\ude00é");
    assertThat(allowed(decoding)).containsExactly("\"", "\",\"");
  }

  @Test
  void what_the_schema_leaves_no_choice_about_is_forced() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    assertThat(forced(decoding)).isEqualTo("{\"");
    write(decoding, "{\"");
    assertThat(forced(decoding)).isEqualTo("evidence");
    write(decoding, "evidence\":\"");
    assertThat(forced(decoding)).isEmpty();
    write(decoding, "a\",\"verdict\":\"SUPP");
    write(decoding, "ORTED\"");
    assertThat(forced(decoding)).isEqualTo("}");
    write(decoding, "}");
    assertThat(decoding.finished()).isTrue();
    assertThat(decoding.text()).isEqualTo("{\"evidence\":\"a\",\"verdict\":\"SUPPORTED\"}");
  }

  @Test
  void a_token_that_reaches_into_the_models_choice_is_not_taken_from_it() {
    List<byte[]> tokens = Vocabularies.bytes(256);
    tokens.add("\":".getBytes(StandardCharsets.UTF_8));
    tokens.add("\":1".getBytes(StandardCharsets.UTF_8));
    Decoding decoding =
        Constraint.compile(
                "{\"properties\": {\"a\": {\"enum\": [1, 2]}}, \"required\": [\"a\"]}",
                Vocabulary.of(tokens))
            .start();
    for (char c : "{\"a".toCharArray()) {
      decoding.accept(c);
    }
    // '":' is sure to come, but the model may mean '":1'.
    assertThat(decoding.forced()).isEmpty();
  }

  @Test
  void an_end_token_is_allowed_where_the_answer_may_end_and_nowhere_else() {
    List<byte[]> tokens = Vocabularies.bytes(256);
    tokens.add(null);
    Decoding decoding =
        Constraint.compile("{\"type\": \"integer\"}", Vocabulary.of(tokens, 256)).start();
    assertThat(decoding.allows(256)).isFalse();
    decoding.accept('4');
    assertThat(decoding.mayEnd()).isTrue();
    assertThat(decoding.finished()).isFalse();
    assertThat(decoding.allowed().get(256)).isTrue();
    decoding.accept('2');
    decoding.accept(256);
    assertThat(decoding.finished()).isTrue();
    assertThat(decoding.allowed().isEmpty()).isTrue();
    assertThat(decoding.text()).isEqualTo("42");
  }

  @Test
  void a_token_that_is_not_allowed_changes_nothing() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    write(decoding, "{\"evidence\":\"ab");
    assertThatThrownBy(() -> decoding.accept(token("abcdef")))
        .hasMessage("token 260 is not allowed after '{\"evidence\":\"ab'");
    assertThatThrownBy(() -> decoding.accept(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> decoding.accept(1 << 20)).isInstanceOf(IllegalArgumentException.class);
    write(decoding, "abc");
    assertThat(decoding.text()).isEqualTo("{\"evidence\":\"ababc");
  }

  @Test
  void a_copy_goes_its_own_way() {
    Decoding decoding = Constraint.compile(VERDICT, VOCABULARY).start();
    write(decoding, "{\"evidence\":\"a");
    Decoding copy = decoding.copy();
    write(copy, "\",\"verdict\":\"REFUTED\"}");
    assertThat(copy.finished()).isTrue();
    assertThat(decoding.text()).isEqualTo("{\"evidence\":\"a");
  }

  @Test
  void alternatives_that_begin_alike_are_followed_together() {
    String schema =
        """
        {"anyOf": [
          {"properties": {"kind": {"const": "a"}, "x": {"type": "integer"}}, "required": ["kind", "x"]},
          {"properties": {"kind": {"const": "b"}, "y": {"type": "boolean"}}, "required": ["kind", "y"]}]}\
        """;
    assertThat(accepts(schema, "{\"kind\":\"a\",\"x\":1}")).isTrue();
    assertThat(accepts(schema, "{\"kind\":\"b\",\"y\":true}")).isTrue();
    assertThat(accepts(schema, "{\"kind\":\"a\",\"y\":true}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'array','items':{'type':'null'},'minItems':1,'maxItems':2} | [null] [null,null] |"
            + " [] [null,null,null]",
        "{'type':'array','items':{'type':'null'},'maxItems':0} | [] | [null]",
        "{'type':'integer','minimum':-3,'maximum':12} | -3 0 12 7 | -4 13 07 1.0 120",
        "{'type':'integer','minimum':5} | 5 49 1000000 | 4 -5 05",
        "{'type':'integer','maximum':-2} | -2 -33 | -1 0 2",
        "{'type':'number','minimum':0,'maximum':1} | 0 0.25 1 1.0 1.00 | 1.01 -0.5 2",
        "{'type':'number'} | 0 -0.5 12.5 | 1e5 .5 5. 01",
        "{'type':['number','null']} | null 3 | nul true",
        "{'type':'string','minLength':2,'maxLength':3} | 'ab' 'abc' | 'a' 'abcd'",
        "{'type':'boolean'} | true false | truee",
        "{'const':{'a':[1,'x']}} | {'a':[1,'x']} | {'a':[1]}",
        "{'type':'integer','enum':[1,'a',2.5]} | 1 | 'a' 2.5",
        "{'properties':{'a':{'type':'null'},'b':{'type':'null'}},'required':['b']} | {'b':null}"
            + " {'a':null,'b':null} | {} {'a':null} {'b':null,'a':null}",
        "{'type':'object'} | {} | {'a':1}",
        "{'$ref':'#/$defs/x','$defs':{'x':{'type':'null'}}} | null | 1",
        "{'oneOf':[{'type':'null'},{'type':'integer'}]} | null 1 | true"
      })
  void what_a_schema_says_is_held(String schema, String good, String bad) {
    for (String text : good.split(" ", -1)) {
      assertThat(accepts(quoted(schema), quoted(text))).as(text).isTrue();
    }
    for (String text : bad.split(" ", -1)) {
      assertThat(accepts(quoted(schema), quoted(text))).as(text).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'string','pattern':'a+'} | /pattern: this keyword cannot be held; take it out, or"
            + " ask without constraint",
        "{'properties':{'a':{'items':{}}}} | /properties/a/items: expected a 'type'; any value at"
            + " all cannot be held",
        "{'type':'array'} | /: an array needs 'items'; any value at all cannot be held",
        "{'type':'text'} | /type: expected some of [array, boolean, integer, null, number, object,"
            + " string], got \"text\"",
        "{'properties':{'a':true}} | /properties/a: expected a schema (an object), got true",
        "{'properties':{'a':{'type':'null'}},'required':['b']} | /required: expected names out of"
            + " 'properties', got [b]",
        "{'type':'string','format':'date'} | /format: only 'verbatim' can be held, got 'date'",
        "{'type':'string','minLength':3,'maxLength':2} | /maxLength: expected at least the minimum,"
            + " 3, got 2",
        "{'type':'string','maxLength':-1} | /maxLength: expected a whole number of 0 or more, got"
            + " -1",
        "{'type':'number','minimum':0.5} | /minimum: expected a whole number below 2^31, got 0.5",
        "{'enum':[],'type':'string'} | /enum: expected a value of the type, got []",
        "{'enum':['a'],'maxLength':3} | /maxLength: this keyword cannot be held beside [enum,"
            + " type]; take it out, or ask without constraint",
        "{'$ref':'#/$defs/a','$defs':{'a':{'properties':{'b':{'$ref':'#/$defs/a'}}}}} |"
            + " /properties/b/$ref: '#/$defs/a' contains itself, so answers have no end",
        "{'$ref':'other.json'} | /$ref: expected a place in this schema, got 'other.json'",
        "{'oneOf':[{'type':'integer'},{'type':'number'}]} | /oneOf: expected alternatives of"
            + " different types, or objects that a required property with an enum tells apart;"
            + " write anyOf where more than one may fit"
      })
  void what_cannot_be_held_is_refused_by_path(String schema, String message) {
    assertThatThrownBy(() -> Constraint.compile(quoted(schema), VOCABULARY))
        .isInstanceOf(UserError.class)
        .hasMessage("the schema, at " + message);
  }

  @Test
  void a_schema_that_is_no_json_is_refused() {
    assertThatThrownBy(() -> Constraint.compile("{", VOCABULARY))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the schema: expected JSON, got ");
  }

  @Test
  void words_that_the_vocabulary_cannot_write_are_refused() {
    List<byte[]> tokens = Vocabularies.bytes(256);
    tokens.set(0xB1, null);
    assertThatThrownBy(
            () -> Constraint.compile("{\"enum\": [\"n\", \"ñ\"]}", Vocabulary.of(tokens)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the schema, at /enum: expected text that the model's vocabulary can write, got bytes"
                + " that it lacks");
    Decoding decoding = Constraint.compile(VERDICT, Vocabulary.of(tokens)).start();
    write(decoding, "{\"evidence\":\"");
    decoding.accept(0xC3);
    assertThat(decoding.allows(0xB2)).isTrue();
  }

  @Test
  void a_string_without_a_limit_has_one_all_the_same() {
    assertThat(accepts("{\"type\": \"string\"}", "\"" + "a".repeat(1000) + "\"")).isTrue();
    assertThat(accepts("{\"type\": \"string\"}", "\"" + "a".repeat(1001) + "\"")).isFalse();
  }

  private static Vocabulary vocabulary() {
    List<byte[]> tokens = Vocabularies.bytes(256);
    WORDS.forEach(word -> tokens.add(word.getBytes(StandardCharsets.UTF_8)));
    return Vocabulary.of(tokens);
  }

  private static int token(String word) {
    return 256 + WORDS.indexOf(word);
  }

  private static List<String> allowed(Decoding decoding) {
    BitSet allowed = decoding.allowed();
    TreeSet<String> words = new TreeSet<>();
    allowed.stream()
        .forEach(t -> words.add(new String(VOCABULARY.bytes(t), StandardCharsets.UTF_8)));
    for (int t = 0; t < VOCABULARY.size(); t++) {
      assertThat(decoding.allows(t))
          .as(Arrays.toString(VOCABULARY.bytes(t)))
          .isEqualTo(allowed.get(t));
    }
    return new ArrayList<>(words);
  }

  private static String forced(Decoding decoding) {
    var token = decoding.forced();
    return token.isEmpty()
        ? ""
        : new String(VOCABULARY.bytes(token.getAsInt()), StandardCharsets.UTF_8);
  }

  private static void write(Decoding decoding, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      decoding.accept(b & 0xFF);
    }
  }

  private static boolean accepts(String schema, String text) {
    Decoding decoding = Constraint.compile(schema, VOCABULARY).start();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!decoding.allows(b & 0xFF)) {
        return false;
      }
      decoding.accept(b & 0xFF);
    }
    return decoding.mayEnd();
  }

  private static String quoted(String text) {
    return text.strip().replace('\'', '"');
  }
}
