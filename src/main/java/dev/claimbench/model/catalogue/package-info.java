/**
 * The models that can be fetched by name: what they are ({@link
 * dev.claimbench.model.catalogue.Catalogue}), where they lie on this computer ({@link
 * dev.claimbench.model.catalogue.ModelCache}) and how they get there ({@link
 * dev.claimbench.model.catalogue.Downloader}). {@link dev.claimbench.model.catalogue.ModelFiles}
 * turns a name into a path.
 */
@Internal
@NullMarked
package dev.claimbench.model.catalogue;

import dev.claimbench.text.Internal;
import org.jspecify.annotations.NullMarked;
