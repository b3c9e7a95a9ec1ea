/**
 * One application and what its visitors do, for every servlet container. Start at {@code ShopScenario}; the containers are in
 * the tests.
 */
@NullMarked
package io.savehandler.servlettests;

import org.jspecify.annotations.NullMarked;
