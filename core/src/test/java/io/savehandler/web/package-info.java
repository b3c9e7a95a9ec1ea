@NullMarked
package io.savehandler.web;

import org.jspecify.annotations.NullMarked;
