@NullMarked
package io.savehandler.servers;

import org.jspecify.annotations.NullMarked;
