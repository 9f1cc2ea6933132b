package dev.claimbench.model;

import de.kherud.llama.LlamaModel;

/** The grammar (GBNF) that only lets a schema's JSON through. */
final class GgufGrammar {
  /** llama.cpp's own rule lets a small model write twenty tabs where it does not know what next. */
  private static final String SPACE = "(?m)^space ::=.*$";

  private GgufGrammar() {}

  /** {@code maxItems}, {@code maxLength} (characters), {@code enum} and key order all hold. */
  static String of(String schema) {
    return LlamaModel.jsonSchemaToGrammar(schema).replaceFirst(SPACE, "space ::= \" \"?");
  }
}
