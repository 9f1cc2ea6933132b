/**
 * A decoder exported to ONNX, run in this process by DJL and ONNX Runtime: the folder it comes in,
 * its tokens and chat template, the graph with its cache, and the loop that writes an answer. Knows
 * nothing of prompts and replies: {@link dev.claimbench.model.djl.Decoder} is the front.
 */
@Internal
@NullMarked
package dev.claimbench.model.djl;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
