/**
 * Applications of Spring Boot and what their visitors do, for Spring Boot 3.5 and 4. Start at {@code LogInScenario}; the tests
 * of each line are elsewhere.
 */
@NullMarked
package io.savehandler.springtests;

import org.jspecify.annotations.NullMarked;
