package io.savehandler.memcached;

import io.savehandler.memory.ManualClock;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.testkit.StoreTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes for the requests by their clock, and for the items by making them that much older. */
final class HurriedTime implements StoreTime {
    private static final Duration TICK = Duration.ofSeconds(2);

    private final List<MemcachedDoor> doors;
    private final boolean endsAreTimes;
    private final ManualClock clock = ManualClock.atSystemTime();
    private final Map<String, Long> aged = new HashMap<>();
    private long passed;

    /** @param endsAreTimes whether items are stored with the time of their end, by the requests' clock */
    HurriedTime(List<MemcachedDoor> doors, boolean endsAreTimes) {
        this.doors = doors;
        this.endsAreTimes = endsAreTimes;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Duration lifetime() {
        return Duration.ofMinutes(10);
    }

    /** Whole seconds, rounded in either direction. */
    @Override
    public Duration tolerance() {
        return TICK;
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
        doors.forEach(door -> door.keys().forEach(key -> age(door, key, time.toSeconds())));
        passed += time.toSeconds();
    }

    private void age(MemcachedDoor door, String key, long seconds) {
        long left = door.secondsLeft(key);
        String place = doors.indexOf(door) + key;
        boolean isAgedAlready = aged.containsKey(place) && Math.abs(aged.get(place) - left) <= TICK.toSeconds();
        long younger = left - seconds - (endsAreTimes && !isAgedAlready ? passed : 0);
        aged.put(place, younger);
        door.call(younger <= 0 ? "delete " + key : "touch " + key + " " + younger);
    }
}
