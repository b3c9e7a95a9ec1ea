@NullMarked
package io.savehandler.wrap;

import org.jspecify.annotations.NullMarked;
