/** GGUF files in this process, through llama.cpp. */
@Internal
@NullMarked
package dev.claimbench.model.gguf;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
