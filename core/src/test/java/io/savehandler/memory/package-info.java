@NullMarked
package io.savehandler.memory;

import org.jspecify.annotations.NullMarked;
