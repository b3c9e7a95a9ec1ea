/**
 * The port between sessions and a web stack. Start with {@link io.savehandler.web.WebSessions}; whoever brings a new
 * stack implements {@link io.savehandler.web.WebExchange}. Adapters for particular stacks live in modules of their own.
 */
@NullMarked
package io.savehandler.web;

import org.jspecify.annotations.NullMarked;
