@NullMarked
package io.savehandler.httpserver;

import org.jspecify.annotations.NullMarked;
