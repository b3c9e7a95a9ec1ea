@NullMarked
package io.savehandler.servers.faults;

import org.jspecify.annotations.NullMarked;
