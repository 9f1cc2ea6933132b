/** Models on servers: Ollama, and anything that speaks the OpenAI protocol. */
@Internal
@NullMarked
package dev.claimbench.model.http;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
