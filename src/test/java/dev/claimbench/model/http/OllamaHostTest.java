package dev.claimbench.model.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OLLAMA_HOST as Ollama's own commands read it. */
class OllamaHostTest {
  private static String address(String value) {
    return OllamaHost.address(name -> name.equals("OLLAMA_HOST") ? value : null).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "gpu1, http://gpu1:11434",
    "gpu1:5000, http://gpu1:5000",
    ":5000, http://127.0.0.1:5000",
    "http://gpu1, http://gpu1:80",
    "https://gpu1, https://gpu1:443",
    "HTTP://gpu1:8080/, http://gpu1:8080",
    "https://gpu1/ollama/, https://gpu1:443/ollama",
    "0.0.0.0, http://127.0.0.1:11434",
    "0.0.0.0:5000, http://127.0.0.1:5000",
    "http://0.0.0.0:5000, http://127.0.0.1:5000",
    "[::], http://[::1]:11434",
    "[::]:5000, http://[::1]:5000",
    "::1, http://[::1]:11434",
    "fe80::1, http://[fe80::1]:11434",
    "10.0.0.7, http://10.0.0.7:11434",
    "'\"gpu1:5000\"', http://gpu1:5000",
    "'  gpu1 ', http://gpu1:11434",
    "'', http://127.0.0.1:11434"
  })
  void every_form_is_an_address(String value, String address) {
    assertThat(address(value)).isEqualTo(address);
  }

  @Test
  void without_it_the_server_is_here() {
    assertThat(address(null)).isEqualTo("http://127.0.0.1:11434");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpu1:99999",
        "gpu1:0",
        "gpu1:port",
        "ftp://gpu1",
        "http://me:s3cret@gpu1",
        "gpu 1",
        "gpu1?x=s3cret",
        "unix:///run/s3cret"
      })
  void what_is_none_is_refused_without_its_value(String value) {
    assertThatThrownBy(() -> address(value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("OLLAMA_HOST: expected HOST, HOST:PORT")
        .hasMessageNotContaining("s3cret");
  }
}
