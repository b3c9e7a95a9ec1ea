/**
 * The class under test of {@code docs/unit-testing.md}. Start with {@link io.savehandler.examples.unittesting.Basket}.
 * How it is tested is in the package of the same name among the tests.
 */
@NullMarked
package io.savehandler.examples.unittesting;

import org.jspecify.annotations.NullMarked;
