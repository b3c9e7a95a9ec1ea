/** The applications on Spring Boot 4. */
@NullMarked
package io.savehandler.spring4tests;

import org.jspecify.annotations.NullMarked;
