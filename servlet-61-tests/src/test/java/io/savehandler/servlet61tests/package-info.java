/** The shop in containers of Servlet 6.1. */
@NullMarked
package io.savehandler.servlet61tests;

import org.jspecify.annotations.NullMarked;
