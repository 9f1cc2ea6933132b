/** A model that an application configured with LangChain4j. */
@NullMarked
package dev.claimbench.model.langchain4j;

import org.jspecify.annotations.NullMarked;
