@NullMarked
package io.savehandler.spi;

import org.jspecify.annotations.NullMarked;
