/**
 * Jetty 12's own sessions in any session handler. Start with {@link io.savehandler.jetty.SavehandlerDataStoreFactory}. The
 * {@code HttpSession} filter, which does more, is in {@code io.savehandler.servlet}.
 */
@NullMarked
package io.savehandler.jetty;

import org.jspecify.annotations.NullMarked;
