package io.savehandler.redis;

import java.time.Duration;

/**
 * How many replicas must have a change before it counts.
 *
 * @param replicas positive
 * @param timeout how long they may take
 * @param connections how many changes may wait for replicas at the same time
 */
record RedisReplicaWait(int replicas, Duration timeout, int connections) {}
