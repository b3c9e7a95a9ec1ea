/** Java and real PHP with Symfony's {@code PdoSessionHandler} in the same sessions in the same table. */
@NullMarked
package io.savehandler.interop.jdbc;

import org.jspecify.annotations.NullMarked;
