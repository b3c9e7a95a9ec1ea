/**
 * The rules of the house that a compiler does not know: who may see whom, what is named how, what ships together.
 * Start at {@code PackageDependenciesTest}. Tests of behaviour do not belong here.
 */
@NullMarked
package io.savehandler.architecture;

import org.jspecify.annotations.NullMarked;
