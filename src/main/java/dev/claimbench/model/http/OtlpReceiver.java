package dev.claimbench.model.http;

import dev.claimbench.text.Text;
import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A server that takes traces by OTLP over HTTP in JSON: a collector, or a program that has one in
 * it.
 *
 * @param traces where spans are posted
 * @param headers sent with each request; may hold a key, so they are in no message
 */
public record OtlpReceiver(URI traces, Map<String, String> headers) {
  /** The variable with headers that all programs that send traces read. */
  public static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

  private static final String PATH = "/v1/traces";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * From what the user gave.
   *
   * @param address the server's, or the whole one that ends with {@code /v1/traces}
   * @param variable headers as {@code name=value,name=value}, with values as in a URL
   * @throws UserError where one of them is none
   */
  public static OtlpReceiver of(String address, String variable) {
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    URI uri;
    try {
      uri = new URI(base.endsWith(PATH) ? base : base + PATH);
    } catch (URISyntaxException e) {
      throw noAddress(address);
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if ((!http && !"https".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
      throw noAddress(address);
    }
    if (uri.getRawUserInfo() != null) {
      throw new UserError(
          "--otlp: the address must not hold credentials; headers go into " + HEADERS);
    }
    return new OtlpReceiver(uri, headers(variable));
  }

  private static UserError noAddress(String address) {
    return new UserError(
        "--otlp: expected an address such as http://127.0.0.1:4318"
            // It may hold a password.
            + (address.contains("@") ? "" : ", got '" + address + "'"));
  }

  private static Map<String, String> headers(String variable) {
    Map<String, String> headers = new LinkedHashMap<>();
    String left = variable.strip();
    while (!left.isEmpty()) {
      int end = left.indexOf(',') < 0 ? left.length() : left.indexOf(',');
      int equal = left.indexOf('=');
      if (equal < 1 || equal > end) {
        throw new UserError(HEADERS + ": expected name=value,name=value");
      }
      try {
        headers.put(
            left.substring(0, equal).strip(),
            // A plus sign is itself here.
            URLDecoder.decode(
                left.substring(equal + 1, end).strip().replace("+", "%2B"),
                StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw new UserError(HEADERS + ": a value is not as in a URL; write % as %25");
      }
      left = left.substring(Math.min(left.length(), end + 1)).strip();
    }
    return headers;
  }

  /**
   * Sends one request.
   *
   * @param body an {@code ExportTraceServiceRequest} in JSON
   * @throws UserError where nobody is there, or it is not taken
   */
  public void send(SharedClient client, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(traces);
    try {
      headers.forEach(request::header);
    } catch (IllegalArgumentException e) {
      throw new UserError(HEADERS + ": a header has a name or a value that HTTP does not allow");
    }
    request.header("Content-Type", "application/json");
    request.POST(HttpRequest.BodyPublishers.ofString(body));
    SharedClient.Response response;
    try {
      response = client.whole(request.build(), LIMIT);
    } catch (IOException e) {
      throw new UserError(
          UserError.UNREACHABLE,
          "--otlp: " + traces + " cannot be reached (" + reason(e) + "); is it started?");
    }
    if (!response.ok()) {
      throw new UserError(
          "--otlp: "
              + traces
              + " took nothing: HTTP "
              + response.status()
              + " "
              + Text.shorten(withoutHeaders(response.body()), 200)
              + "; headers that it wants go into "
              + HEADERS);
    }
  }

  private String withoutHeaders(String answer) {
    String safe = answer;
    for (String value : headers.values()) {
      safe = new ApiKey(value).blot(safe);
    }
    return safe;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
