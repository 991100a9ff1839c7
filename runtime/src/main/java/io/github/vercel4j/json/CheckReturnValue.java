package io.github.vercel4j.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whoever calls a method and leaves its result unused made a mistake: a call that is never
 * executed, a copy that is thrown away. On a type it counts for all its methods.
 *
 * <p>Error Prone and other tools know the annotation by its simple name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CheckReturnValue {}
