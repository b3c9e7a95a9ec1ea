@NullMarked
package io.savehandler.spring;

import org.jspecify.annotations.NullMarked;
