/**
 * Programs that share one session store: PHP step by step, and PHP and Java that count in one session at the same time.
 * Start with {@code CountingTogether}; which store it is, the packages of the stores say.
 */
@NullMarked
package io.savehandler.interop.sharing;

import org.jspecify.annotations.NullMarked;
