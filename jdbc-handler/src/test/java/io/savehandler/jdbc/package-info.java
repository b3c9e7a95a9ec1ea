/** Tests of the JDBC handler, on real databases. Start at {@link io.savehandler.jdbc.PostgresContractTest}. */
@NullMarked
package io.savehandler.jdbc;

import org.jspecify.annotations.NullMarked;
