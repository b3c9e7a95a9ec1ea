/** The code of {@code docs/unit-testing.md}: a test of a class that keeps its state in a session. */
@NullMarked
package io.savehandler.examples.unittesting;

import org.jspecify.annotations.NullMarked;
