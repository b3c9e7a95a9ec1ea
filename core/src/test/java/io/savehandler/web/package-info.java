/** Tests of the web port. */
@NullMarked
package io.savehandler.web;

import org.jspecify.annotations.NullMarked;
