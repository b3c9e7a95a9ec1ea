@NullMarked
package io.savehandler.servlet;

import org.jspecify.annotations.NullMarked;
