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

    /**
     * Of the properties that stood at the places, only so many are left: holes stay between the first ones of each name.
     * {@code places} says where each property is now.
     */
    void move(int[] places, int leftOver) {
        int[] old = before;
        before = new int[0];
        total = 0;
        int place = 0;
        for (int i = 0; i < old.length && i <= places.length; i++) {
            for (int hole = old[i]; hole > 0; hole--) {
                addBefore(place);
            }
            if (i < places.length && places[i] == place && place < leftOver) {
                place++;
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
