@NullMarked
package io.savehandler.jetty;

import org.jspecify.annotations.NullMarked;
