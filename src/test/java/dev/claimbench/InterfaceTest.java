package dev.claimbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.claimbench.text.Internal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What a program that uses the library may hold on to, and what it may not. */
class InterfaceTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void no_member_of_the_interface_needs_an_internal_type() {
    List<JavaClass> open = CLASSES.stream().filter(c -> isOpen(c) && !isInternal(c)).toList();
    assertThat(open).as("classes of the interface").hasSizeGreaterThan(100);
    Set<String> needed = new TreeSet<>();
    for (JavaClass c : open) {
      c.getMembers().stream()
          .filter(m -> isOpen(m.getModifiers()))
          .flatMap(InterfaceTest::signature)
          .filter(InterfaceTest::isInternal)
          .forEach(t -> needed.add(c.getName() + " needs " + t.getName()));
    }
    assertThat(needed).isEmpty();
  }

  @Test
  void every_package_says_what_may_be_null() {
    Set<String> silent = new TreeSet<>();
    CLASSES.stream()
        .map(JavaClass::getPackage)
        .filter(p -> !isMadeFromTemplates(p))
        .filter(p -> p.getName().startsWith("dev.claimbench"))
        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
        .forEach(p -> silent.add(p.getName()));
    assertThat(silent).isEmpty();
  }

  private static Stream<JavaClass> signature(JavaMember member) {
    return member.getAllInvolvedRawTypes().stream().map(JavaClass::getBaseComponentType);
  }

  private static boolean isOpen(JavaClass c) {
    return isOpen(c.getModifiers())
        && c.getEnclosingClass().map(InterfaceTest::isOpen).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  /** jte writes these classes, and no package-info beside them. */
  private static boolean isMadeFromTemplates(JavaPackage p) {
    return p.getName().equals("dev.claimbench.report.html.templates");
  }

  private static boolean isInternal(JavaClass c) {
    return c.getPackage().isAnnotatedWith(Internal.class)
        || isMadeFromTemplates(c.getPackage())
        || c.isAnnotatedWith(Internal.class)
        || c.getEnclosingClass().map(InterfaceTest::isInternal).orElse(false);
  }
}
