/**
 * Sessions in Vert.x, an example of a web stack that has no module here. Start with
 * {@link io.savehandler.examples.vertx.VertxSessions}; {@link io.savehandler.examples.vertx.HandlerSessionStore} is for
 * applications that use Vert.x's own sessions.
 */
@NullMarked
package io.savehandler.examples.vertx;

import org.jspecify.annotations.NullMarked;
