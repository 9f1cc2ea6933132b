/**
 * Adaptations without training: models that ask another model in another way. Each is a model like
 * any other, with a name of its own, so that manifests and caches keep it apart; tokens and times
 * of all its calls are added up.
 */
@NullMarked
package dev.claimbench.strategy;

import org.jspecify.annotations.NullMarked;
