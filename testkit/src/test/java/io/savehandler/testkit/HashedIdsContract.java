package io.savehandler.testkit;

/** What the in-memory handler keeps under other ids than the visitors'. */
interface HashedIdsContract
        extends SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                OwnerIndexContract,
                ExpiryContract {}
