package io.savehandler.testkit;

/** What a wrapper around the in-memory handler keeps, at the end of a wire that can be cut. */
interface EveryWrapperContract extends EveryMemoryContract, StoreFailureContract, UnknownOutcomeContract {}
