package dev.claimbench.model.http;

import dev.claimbench.text.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an Ollama server is that no model's name says: the address that {@code OLLAMA_HOST} names,
 * as Ollama's own commands read it, else this machine. It may be {@code HOST}, {@code HOST:PORT},
 * {@code :PORT}, an address in the form of IPv6, or a URL; the address that a server takes calls at
 * ({@code 0.0.0.0}, {@code [::]}) means this machine.
 */
final class OllamaHost {
  static final String VARIABLE = "OLLAMA_HOST";
  private static final int USUAL_PORT = 11434;
  private static final int MOST_PORT = 65535;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(https?)://)?(\\[[0-9a-fA-F:.]+\\]|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*"
              + "|[A-Za-z0-9._-]*)(?::([0-9]{1,5}))?(/[A-Za-z0-9._~/-]*)?",
          Pattern.CASE_INSENSITIVE);

  private OllamaHost() {}

  /**
   * The address.
   *
   * @param environment looks up a variable; null where it is not set
   * @throws UserError where the variable is no address
   */
  static URI address(Function<String, String> environment) {
    String given = environment.apply(VARIABLE);
    // As Ollama does: quotation marks of a file of variables are none of the address.
    String value =
        given == null ? "" : given.strip().replaceAll("^[\"']++|(?<![\"'])[\"']++$", "").strip();
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw unusable();
    }
    String scheme = form.group(1) == null ? "http" : form.group(1).toLowerCase(Locale.ROOT);
    String host = form.group(2);
    int port = port(form.group(1), scheme, form.group(3));
    String path = form.group(4) == null ? "" : form.group(4).replaceAll("(?<!/)/++$", "");
    try {
      return new URI(scheme + "://" + reached(host) + ":" + port + path).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw unusable();
    }
  }

  private static int port(String named, String scheme, String port) {
    if (port != null) {
      int number = Integer.parseInt(port);
      if (number < 1 || number > MOST_PORT) {
        throw unusable();
      }
      return number;
    }
    return named == null ? USUAL_PORT : scheme.equals("https") ? 443 : 80;
  }

  /** The host that is called, in the form that a URL has. */
  private static String reached(String host) {
    String bare = host.replaceAll("[\\[\\]]", "");
    if (bare.isEmpty() || bare.equals("0.0.0.0")) {
      return "127.0.0.1";
    }
    if (bare.contains(":")) {
      return bare.matches("[0:]+") ? "[::1]" : "[" + bare + "]";
    }
    return bare;
  }

  /** Without the value, which may hold a password. */
  private static UserError unusable() {
    return new UserError(
        VARIABLE
            + ": expected HOST, HOST:PORT, :PORT or http://HOST:PORT, without a password; or name"
            + " the machine: ollama/MODEL@http://HOST:11434");
  }
}
