package io.savehandler.testkit;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The threads that ran at one moment. Immutable. */
final class LiveThreads {
    /** Started by the JDK or by JUnit whenever they like, and kept. */
    private static final Set<String> NOT_OURS = Set.of(
            "ForkJoinPool.commonPool-",
            "Common-Cleaner",
            "Cleaner-",
            "process reaper",
            "Attach Listener",
            "junit-",
            "surefire-",
            "Keep-Alive-",
            "JNA Cleaner",
            "VirtualThread-unparker",
            "VirtualThread-unblocker");

    private final Set<Thread> threads;

    private LiveThreads(Set<Thread> threads) {
        this.threads = threads;
    }

    static LiveThreads now() {
        return new LiveThreads(Thread.getAllStackTraces().keySet());
    }

    Set<Thread> addedSince(Predicate<Thread> allowed) {
        return now().threads.stream()
                .filter(thread -> !threads.contains(thread) && thread != Thread.currentThread())
                .filter(thread -> !allowed.test(thread))
                .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }
}
