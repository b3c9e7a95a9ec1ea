/** The smallest application on the module path: start at {@code ModulePathVisits}. */
@NullMarked
package io.savehandler.examples.modulepath;

import org.jspecify.annotations.NullMarked;
