/**
 * The code of {@code docs/write-your-own-handler.md}: a store in a directory and its handler. Start with {@link
 * io.savehandler.examples.ownhandler.DirectorySessionHandlerFactory}. Where PHP shares the directory, use the library's
 * {@code files} handler.
 */
@NullMarked
package io.savehandler.examples.ownhandler;

import org.jspecify.annotations.NullMarked;
