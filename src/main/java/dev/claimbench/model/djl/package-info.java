/**
 * Models exported to ONNX, run in this process by DJL and ONNX Runtime: a decoder behind {@link
 * dev.claimbench.model.djl.DjlModel} (the folder it comes in, its tokens and chat template, the
 * graph with its cache, and the loop that writes an answer), and a cross-encoder for natural
 * language inference behind {@link dev.claimbench.model.djl.NliModel}.
 */
@Internal
@NullMarked
package dev.claimbench.model.djl;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
