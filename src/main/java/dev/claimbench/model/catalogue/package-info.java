/**
 * The models that can be fetched by name: what they are ({@link
 * dev.claimbench.model.catalogue.Catalogue}), where they lie on this computer ({@link
 * dev.claimbench.model.catalogue.ModelCache}) and how they get there ({@link
 * dev.claimbench.model.catalogue.Downloader}). {@link dev.claimbench.model.catalogue.ModelFiles}
 * turns a name into a path.
 */
package dev.claimbench.model.catalogue;
