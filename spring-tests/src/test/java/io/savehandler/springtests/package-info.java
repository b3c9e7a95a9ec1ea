@NullMarked
package io.savehandler.springtests;

import org.jspecify.annotations.NullMarked;
