/**
 * Tests that need more than one module or a real PHP. Each test says what it plays against what. Tests of one module
 * alone do not belong here.
 */
@NullMarked
package io.savehandler.interop;

import org.jspecify.annotations.NullMarked;
