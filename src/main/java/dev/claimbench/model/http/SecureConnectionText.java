package dev.claimbench.model.http;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** What to do about a server that no secure connection leads to. */
public final class SecureConnectionText {
  private SecureConnectionText() {}

  /** The end of a sentence that begins with the server. */
  public static String toText(SSLException thrown) {
    return toText(thrown, String.valueOf(thrown.getMessage()));
  }

  /**
   * The same.
   *
   * @param why its message, as it may be shown
   */
  static String toText(SSLException thrown, String why) {
    return isAboutCertificate(thrown)
        ? "its certificate is not trusted ("
            + why
            + "); import it with `keytool -importcert -file CERT -keystore trust.p12` and set"
            + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=trust.p12, or use http://"
        : "no secure connection (" + why + "); does it want http:// in place of https://?";
  }

  private static boolean isAboutCertificate(SSLException thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      // CertificateException and those of certificate paths are of this kind.
      if (t instanceof GeneralSecurityException
          || message.contains("PKIX")
          || message.contains("certificate")) {
        return true;
      }
    }
    return false;
  }
}
