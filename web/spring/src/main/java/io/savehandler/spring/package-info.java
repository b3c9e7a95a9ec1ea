/**
 * Sessions for Spring Boot: what an application gets by having this on its class path, and what it may bring itself. Start at
 * {@link io.savehandler.spring.SavehandlerAutoConfiguration}. Nothing here knows a store.
 */
@NullMarked
package io.savehandler.spring;

import org.jspecify.annotations.NullMarked;
