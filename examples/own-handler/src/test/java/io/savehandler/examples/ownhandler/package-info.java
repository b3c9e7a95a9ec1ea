/** The test kit's verdict on the example, and the check that the guides show this code. Start with the contract test. */
@NullMarked
package io.savehandler.examples.ownhandler;

import org.jspecify.annotations.NullMarked;
