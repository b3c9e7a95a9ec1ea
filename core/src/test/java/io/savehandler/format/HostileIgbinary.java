package io.savehandler.format;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** Values of igbinary made to be costly, in any size. */
enum HostileIgbinary {
    ARRAYS_SIDE_BY_SIDE {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times);
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, "1400");
            }
        }
    },
    DEEP_ARRAYS_SIDE_BY_SIDE {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            int depth = Math.min(times, DEPTH);
            int towers = times / depth;
            array(out, towers);
            for (int i = 0; i < towers; i++) {
                key(out, i);
                hex(out, "14010d".repeat(depth) + "00");
            }
        }
    },
    DEEPER_THAN_ALLOWED {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "14010d".repeat(times) + "00");
        }
    },
    EVERY_LEVEL_CLAIMS_ALL_THAT_IS_LEFT {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            for (int left = times; left > 0; left -= 10) {
                array(out, left);
                hex(out, "0d");
            }
            hex(out, "00".repeat(times));
        }
    },
    ONE_KEY_AGAIN_AND_AGAIN {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "170141");
            array(out, times + 1);
            hex(out, "11017000");
            hex(out, "0e020600".repeat(times));
        }
    },
    HOLES {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "170141");
            array(out, times);
            hex(out, "00".repeat(times));
        }
    },
    KEYS_THAT_ONLY_DIFFER_IN_HIGH_BITS {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times);
            for (long i = 0; i < times; i++) {
                out.write(0x20);
                out.writeLong(i << 40);
                out.write(0);
            }
        }
    },
    REFERENCES_TO_ONE_PLACE {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times + 1);
            hex(out, "0d250607");
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, "250102");
            }
        }
    },
    AN_ARRAY_THAT_HOLDS_ITSELF_OFTEN {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times);
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, i % 2 == 0 ? "0101" : "250101");
            }
        }
    },
    MARKERS_OF_REFERENCES_IN_A_ROW {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "25".repeat(times) + "0607");
        }
    },
    ARRAYS_THAT_HOLD_THE_ONE_BEFORE_TWICE {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times);
            key(out, 0);
            hex(out, "1400");
            for (int i = 1; i < times; i++) {
                key(out, i);
                hex(out, "1402");
                key(out, 0);
                arrayNumber(out, i + 1);
                key(out, 1);
                arrayNumber(out, i + 1);
            }
        }
    },
    A_LONG_STRING_AGAIN_AND_AGAIN {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times + 1);
            hex(out, "0d13");
            out.writeInt(times);
            out.write(new byte[times]);
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, "0e01");
            }
        }
    },
    TWO_EQUAL_LONG_STRINGS_IN_TURN {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times + 2);
            for (String key : new String[] {"0d", "06ff"}) {
                hex(out, key + "13");
                out.writeInt(times);
                out.write(new byte[times]);
            }
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, i % 2 == 0 ? "0e01" : "0e02");
            }
        }
    },
    A_LONG_CLASS_NAME_AGAIN_AND_AGAIN {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times + 1);
            hex(out, "0d19");
            out.writeInt(times);
            hex(out, "41".repeat(times) + "1400");
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, "1a011400");
            }
        }
    },
    CASES_OF_A_LONG_ENUM {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times + 1);
            hex(out, "0d19");
            out.writeInt(times);
            hex(out, "41".repeat(times) + "27110142");
            for (int i = 0; i < times; i++) {
                key(out, i);
                hex(out, "1a01270e02");
            }
        }
    },
    PAYLOADS_THAT_START_WELL {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            int payloads = times / 8;
            array(out, payloads);
            for (int i = 0; i < payloads; i++) {
                key(out, i);
                hex(out, "1701411d08613a313a7b693a30");
            }
        }
    },
    LENGTH_BEYOND_ALL {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "267fffffffffffffff" + "78".repeat(times));
        }
    },
    LENGTH_BELOW_ZERO {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "26ffffffffffffffff" + "78".repeat(times));
        }
    },
    COUNT_BEYOND_ALL {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            hex(out, "16ffffffff" + "0d00".repeat(times));
        }
    },
    NUMBER_OF_A_STRING_BEYOND_ALL {
        @Override
        void write(DataOutputStream out, int times) throws IOException {
            array(out, times);
            hex(out, "0d00".repeat(times - 1) + "0d10ffffffff");
        }
    };

    private static final int DEPTH = 1000;

    abstract void write(DataOutputStream out, int times) throws IOException;

    /** About a multiple of {@code times} bytes as the one variable of a session. */
    byte[] session(int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            hex(out, "000000021401110161");
            write(out, times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void hex(DataOutputStream out, String digits) throws IOException {
        out.write(HexFormat.of().parseHex(digits));
    }

    private static void array(DataOutputStream out, int count) throws IOException {
        out.write(0x16);
        out.writeInt(count);
    }

    private static void arrayNumber(DataOutputStream out, int number) throws IOException {
        out.write(0x03);
        out.writeInt(number);
    }

    private static void key(DataOutputStream out, int number) throws IOException {
        out.write(0x0a);
        out.writeInt(number);
    }
}
