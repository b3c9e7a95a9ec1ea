@NullMarked
package io.savehandler.testkit;

import org.jspecify.annotations.NullMarked;
