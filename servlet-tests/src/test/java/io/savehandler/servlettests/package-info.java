@NullMarked
package io.savehandler.servlettests;

import org.jspecify.annotations.NullMarked;
