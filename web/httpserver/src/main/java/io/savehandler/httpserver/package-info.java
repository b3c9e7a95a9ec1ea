/**
 * Sessions for {@code com.sun.net.httpserver}. Start with {@link io.savehandler.httpserver.SessionFilter}. What is the same
 * on every web stack is in {@code io.savehandler.web}.
 */
@NullMarked
package io.savehandler.httpserver;

import org.jspecify.annotations.NullMarked;
