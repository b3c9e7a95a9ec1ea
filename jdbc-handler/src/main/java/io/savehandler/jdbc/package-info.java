/**
 * Sessions in a table of a relational database. Start at {@link io.savehandler.jdbc.JdbcSessionHandlerFactory}. Other kinds
 * of stores have modules of their own.
 */
@NullMarked
package io.savehandler.jdbc;

import org.jspecify.annotations.NullMarked;
