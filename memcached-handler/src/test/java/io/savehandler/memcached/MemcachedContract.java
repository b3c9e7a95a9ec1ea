package io.savehandler.memcached;

import io.savehandler.testkit.CompareAndSetContract;
import io.savehandler.testkit.ExpiryContract;
import io.savehandler.testkit.LockingContract;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;
import io.savehandler.testkit.TouchContract;
import io.savehandler.testkit.UnknownOutcomeContract;

/** All of the kit's rules that concern a store that locks, compares, touches and expires. */
interface MemcachedContract
        extends SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ExpiryContract,
                StoreFailureContract,
                UnknownOutcomeContract {}
