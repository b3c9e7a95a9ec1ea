/** The smallest application on the class path: start at {@code ClassPathVisits}. */
@NullMarked
package io.savehandler.examples.classpath;

import org.jspecify.annotations.NullMarked;
