/**
 * PHP's {@code files} save handler: one file for each session, under PHP's names and PHP's lock. Start with
 * {@link io.savehandler.files.FilesSessionHandlerFactory}. What PHP writes inside a file is the formats' business.
 */
@NullMarked
package io.savehandler.files;

import org.jspecify.annotations.NullMarked;
