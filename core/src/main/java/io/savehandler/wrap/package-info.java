/**
 * Handlers around a handler, one job each: strict, migrating, encrypting, compressing, id-hashing, circuit-breaking,
 * read-only, and null, which needs none. Each starts with its factory; they nest, the outermost sees the application's bytes
 * and ids. A store of its own does not belong here.
 */
@NullMarked
package io.savehandler.wrap;

import org.jspecify.annotations.NullMarked;
