/**
 * Tomcat's own sessions in any session handler. Start with {@link io.savehandler.tomcat.SavehandlerSessions}. What needs nothing
 * of Tomcat is in {@code io.savehandler.servlet}.
 */
@NullMarked
package io.savehandler.tomcat;

import org.jspecify.annotations.NullMarked;
