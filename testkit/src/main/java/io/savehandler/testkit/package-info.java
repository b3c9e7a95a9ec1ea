/**
 * The rules of a session handler as JUnit tests. Start with {@link io.savehandler.testkit.SessionHandlerContract} and
 * {@link io.savehandler.testkit.HandlerFixture}. Servers, and tests of one particular handler, live elsewhere.
 */
@NullMarked
package io.savehandler.testkit;

import org.jspecify.annotations.NullMarked;
