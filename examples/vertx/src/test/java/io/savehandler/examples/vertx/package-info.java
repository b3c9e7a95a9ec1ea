@NullMarked
package io.savehandler.examples.vertx;

import org.jspecify.annotations.NullMarked;
