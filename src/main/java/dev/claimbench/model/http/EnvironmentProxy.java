package dev.claimbench.model.http;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code ALL_PROXY} name, in small
 * letters too, as curl has it; never for this machine, nor for what {@code NO_PROXY} lists. Without
 * them the JDK's own settings hold ({@code -Dhttps.proxyHost}).
 */
public final class EnvironmentProxy extends ProxySelector {
  private final Function<String, String> environment;

  /**
   * @param environment looks up a variable; null where it is not set
   */
  public EnvironmentProxy(Function<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @throws UserError where the variable is no address of a proxy
   */
  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    String scheme = String.valueOf(uri.getScheme()).toUpperCase(Locale.ROOT);
    for (String name :
        isLocal(host) ? List.<String>of() : List.of(scheme + "_PROXY", "ALL_PROXY")) {
      String value = value(name);
      if (!value.isEmpty()) {
        return List.of(isExcepted(host) ? Proxy.NO_PROXY : proxy(name, value));
      }
    }
    ProxySelector usual = ProxySelector.getDefault();
    return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(uri);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The sender of the request gets the failure itself.
  }

  private String value(String name) {
    String small = environment.apply(name.toLowerCase(Locale.ROOT));
    String value = small == null || small.isBlank() ? environment.apply(name) : small;
    return value == null ? "" : value.strip();
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private boolean isExcepted(String host) {
    for (String excepted : value("NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = excepted.replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
      if (excepted.equals("*")
          || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)))) {
        return true;
      }
    }
    return false;
  }

  private static Proxy proxy(String name, String value) {
    try {
      URI uri = new URI(value.contains("://") ? value : "http://" + value);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      // The JDK's client speaks plain HTTP to proxies, and what follows may be a password.
      if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
      }
    } catch (URISyntaxException e) {
      // Reported below, without the value, which may hold a password.
      throw unusable(name);
    }
    throw unusable(name);
  }

  private static UserError unusable(String name) {
    return new UserError(
        name + ": expected the address of an HTTP proxy without a password, http://HOST:PORT");
  }
}
