package dev.claimbench.text;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Not part of the library's interface: public only because other packages of this project use it.
 * May change or go in any version, without a line in the changelog. What has no such mark, alone or
 * on its package, changes only as the changelog says.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface Internal {}
