/** The JDBC handler beside plain JDBC that sends the same statements. Start at {@link JdbcBesidePlain}. */
@NullMarked
package io.savehandler.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
