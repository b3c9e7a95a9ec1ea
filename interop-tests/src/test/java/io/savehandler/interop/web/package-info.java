/** Cookies and headers beside real PHP's. Start with {@code HeadersBesidePhpTest}. */
@NullMarked
package io.savehandler.interop.web;

import org.jspecify.annotations.NullMarked;
