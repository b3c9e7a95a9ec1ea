/**
 * The {@code files} handler beside real PHP on one directory: who sees whose files, and who waits for whose lock. Sessions
 * are plain bytes here; what they mean is the formats' business.
 */
@NullMarked
package io.savehandler.interop.files;

import org.jspecify.annotations.NullMarked;
