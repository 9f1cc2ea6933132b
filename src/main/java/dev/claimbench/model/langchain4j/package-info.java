/** A model that an application configured with LangChain4j. */
package dev.claimbench.model.langchain4j;
