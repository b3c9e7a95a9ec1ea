package io.savehandler.testkit;

import io.savehandler.Capability;

/** The rules about locks, for factories that declare {@link Capability#LOCKING}. */
public interface LockingContract extends ExclusionContract, LockReleaseContract, LockedValidationContract {}
