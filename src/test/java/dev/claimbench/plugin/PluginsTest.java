package dev.claimbench.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.claimbench.text.UserError;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path dir;

  public interface Shape {
    String name();
  }

  record Square() implements Shape {
    @Override
    public String name() {
      return "square";
    }
  }

  public static final class Circle implements Shape {
    @Override
    public String name() {
      return "circle";
    }
  }

  public static final class Disc implements Shape {
    @Override
    public String name() {
      return "circle";
    }
  }

  public static final class Broken implements Shape {
    public Broken() {
      throw new IllegalStateException("of another version");
    }

    @Override
    public String name() {
      return "broken";
    }
  }

  private List<String> load(String... classes) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.write(services.resolve(Shape.class.getName()), List.of(classes));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, Shape.class.getClassLoader())) {
      return Plugins.load(Shape.class, Shape::name, List.of(new Square()), loader).stream()
          .map(Shape::name)
          .toList();
    }
  }

  @Test
  void what_a_services_file_names_is_found() throws IOException {
    assertThat(load(Circle.class.getName())).containsExactly("square", "circle");
  }

  @Test
  void two_of_one_name_are_refused_with_both_classes() {
    assertThatThrownBy(() -> load(Circle.class.getName(), Disc.class.getName()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("two classes are named 'circle': " + Circle.class.getName())
        .hasMessageContaining(" and " + Disc.class.getName() + " of ")
        .hasMessageEndingWith("; take the jar of one of them off the class path");
  }

  @Test
  void one_that_cannot_be_loaded_is_the_users_to_mend() {
    assertThatThrownBy(() -> load("com.example.Gone"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a plugin on the class path cannot be loaded: ")
        .hasMessageContaining("com.example.Gone not found");
    assertThatThrownBy(() -> load(Broken.class.getName()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("of another version")
        .hasMessageEndingWith("take its jar away, or build it against this version of Claimbench");
  }
}
