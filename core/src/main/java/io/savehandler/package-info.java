/** X. */
@NullMarked
package io.savehandler;

import org.jspecify.annotations.NullMarked;
