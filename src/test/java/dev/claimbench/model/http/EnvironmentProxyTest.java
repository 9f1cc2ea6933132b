package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.claimbench.text.UserError;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Proxies as curl takes them from the environment. */
class EnvironmentProxyTest {
  private static String proxy(String url, Map<String, String> environment) {
    Proxy proxy = new EnvironmentProxy(environment::get).select(URI.create(url)).get(0);
    return proxy.type() == Proxy.Type.DIRECT
        ? "none"
        : ((InetSocketAddress) proxy.address()).getHostString()
            + ":"
            + ((InetSocketAddress) proxy.address()).getPort();
  }

  @Test
  void the_variable_of_the_scheme_names_it_in_either_case() {
    Map<String, String> both = Map.of("HTTPS_PROXY", "http://p:3128/", "http_proxy", "q:81");
    assertThat(proxy("https://gpu1/v1", both)).isEqualTo("p:3128");
    assertThat(proxy("http://gpu1/v1", both)).isEqualTo("q:81");
    assertThat(proxy("http://gpu1/v1", Map.of("ALL_PROXY", "http://a"))).isEqualTo("a:80");
    assertThat(proxy("http://gpu1/v1", Map.of())).isEqualTo("none");
  }

  @Test
  void this_machine_and_what_no_proxy_lists_are_reached_without() {
    Map<String, String> set =
        Map.of("HTTP_PROXY", "http://p:3128", "NO_PROXY", "gpu1, .lan,*.corp:8000");
    for (String direct :
        new String[] {"gpu1", "b.lan", "x.corp", "localhost", "127.0.0.1", "[::1]"}) {
      assertThat(proxy("http://" + direct + ":8000", set)).as(direct).isEqualTo("none");
    }
    assertThat(proxy("http://gpu11:8000", set)).isEqualTo("p:3128");
    assertThat(proxy("http://gpu1", Map.of("HTTP_PROXY", "http://p", "no_proxy", "*")))
        .isEqualTo("none");
  }

  @Test
  void what_is_no_proxy_is_refused_without_its_password() {
    for (String bad : new String[] {"http://me:s3cret@p:1", "socks5://p:1", "http://", "::"}) {
      assertThatThrownBy(() -> proxy("https://gpu1", Map.of("HTTPS_PROXY", bad)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("HTTPS_PROXY: expected")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void a_proxy_that_is_none_is_the_users_mistake() {
    OllamaServer server =
        new OllamaServer(URI.create("http://gpu1.invalid"), Map.of("HTTP_PROXY", "ftp://p")::get);
    assertThatThrownBy(server::models).isInstanceOf(UserError.class);
  }

  @Test
  void requests_go_through_it() throws Exception {
    AtomicReference<String> asked = new AtomicReference<>("");
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.set(exchange.getRequestURI().toString());
          byte[] body = "{\"models\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    proxy.start();
    try {
      Map<String, String> environment =
          Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.getAddress().getPort());
      new OllamaServer(URI.create("http://gpu1.invalid:11434"), environment::get).models();
    } finally {
      proxy.stop(0);
    }
    assertThat(asked.get()).isEqualTo("http://gpu1.invalid:11434/api/tags");
  }
}
