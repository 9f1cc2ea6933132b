/** GGUF files in this process, through llama.cpp. */
package dev.claimbench.model.gguf;
