@NullMarked
package io.savehandler.examples.twonodes;

import org.jspecify.annotations.NullMarked;
