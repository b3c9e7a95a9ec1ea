/** That PHP and Java do the same work, and that the table has its rows. */
@NullMarked
package io.savehandler.benchmarks.formats;

import org.jspecify.annotations.NullMarked;
