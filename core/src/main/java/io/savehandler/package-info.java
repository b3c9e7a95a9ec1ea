/**
 * What an application sees: {@code Sessions} and {@code Session}, the {@link io.savehandler.SessionHandler} contract
 * with its {@link io.savehandler.SessionHandlerFactory}, settings and errors. Start with {@code Sessions}; an author of
 * a handler starts with {@link io.savehandler.SessionHandler}. Stores, byte formats and web stacks live elsewhere.
 */
@NullMarked
package io.savehandler;

import org.jspecify.annotations.NullMarked;
