/**
 * Whole sessions, shared between the Java engine and PHP's session module through one store. Formats and locks alone have
 * packages of their own.
 */
@NullMarked
package io.savehandler.interop.engine;

import org.jspecify.annotations.NullMarked;
