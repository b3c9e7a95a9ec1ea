/**
 * Tests of the {@code files} handler alone, on a real file system. What it does beside real PHP is tested in the
 * interoperability tests, what every handler does by the test kit.
 */
@NullMarked
package io.savehandler.files;

import org.jspecify.annotations.NullMarked;
