/**
 * Claimbench in your own test suite: assertions for AssertJ and a test template for JUnit 5 and 6.
 * Both libraries are yours to bring; nothing else of Claimbench needs them.
 */
@NullMarked
package dev.claimbench.testing;

import org.jspecify.annotations.NullMarked;
