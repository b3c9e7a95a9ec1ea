package io.savehandler.php;

import java.util.Arrays;

/** Where among an object's properties those without a value stand, which igbinary writes as holes without a name. */
final class PropertyHoles {
    // How many stand before the property at each place; beyond the end there are none.
    private int[] before = {};
    private int total;

    void addBefore(int place) {
        if (place >= before.length) {
            before = Arrays.copyOf(before, Math.max(place + 1, before.length * 2));
        }
        before[place]++;
        total++;
    }

    int before(int place) {
        return place < before.length ? before[place] : 0;
    }

    int total() {
        return total;
    }

    /** What stood at each place now stands at another one, in the same order. */
    void move(IntList places) {
        int[] old = before;
        before = new int[0];
        total = 0;
        for (int place = 0; place < old.length && place < places.size(); place++) {
            for (int i = old[place]; i > 0; i--) {
                addBefore(places.get(place));
            }
        }
    }

    /** The property at a place goes; the holes before it stay. */
    void propertyRemoved(int place) {
        if (place + 1 < before.length) {
            before[place + 1] += before[place];
            System.arraycopy(before, place + 1, before, place, before.length - place - 1);
            before[before.length - 1] = 0;
        }
    }
}
