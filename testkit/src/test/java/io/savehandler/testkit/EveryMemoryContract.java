package io.savehandler.testkit;

/** What the in-memory handler keeps, and so does a wrapper around it that takes nothing back. */
interface EveryMemoryContract extends HashedIdsContract, ListingContract, ExpiryHandoverContract {}
