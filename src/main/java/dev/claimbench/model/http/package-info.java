/** Models on servers: Ollama, and anything that speaks the OpenAI protocol. */
package dev.claimbench.model.http;
