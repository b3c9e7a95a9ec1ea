package io.savehandler.format;

import java.nio.charset.StandardCharsets;

/** Values of {@code serialize()} made to be costly, in any size. */
enum HostileText {
    ARRAYS_SIDE_BY_SIDE {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:").append(times).append(":{");
            for (int i = 0; i < times; i++) {
                out.append("i:").append(i).append(";a:0:{}");
            }
            out.append('}');
        }
    },
    DEEP_ARRAYS_SIDE_BY_SIDE {
        @Override
        void write(StringBuilder out, int times) {
            int depth = Math.min(times, DEPTH);
            int towers = times / depth;
            out.append("a:").append(towers).append(":{");
            for (int i = 0; i < towers; i++) {
                out.append("i:").append(i).append(';');
                out.append("a:1:{i:0;".repeat(depth)).append("N;").append("}".repeat(depth));
            }
            out.append('}');
        }
    },
    DEEPER_THAN_ALLOWED {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:1:{i:0;".repeat(times)).append("N;").append("}".repeat(times));
        }
    },
    EVERY_LEVEL_CLAIMS_ALL_THAT_IS_LEFT {
        @Override
        void write(StringBuilder out, int times) {
            for (int left = times; left > 0; left -= 20) {
                out.append("a:").append(left / 2).append(":{i:0;");
            }
            out.append("N;".repeat(times));
        }
    },
    ONE_KEY_AGAIN_AND_AGAIN {
        @Override
        void write(StringBuilder out, int times) {
            out.append("O:1:\"A\":").append(times).append(":{");
            out.append("s:1:\"p\";N;".repeat(times)).append('}');
        }
    },
    KEYS_THAT_ONLY_DIFFER_IN_HIGH_BITS {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:").append(times).append(":{");
            for (long i = 0; i < times; i++) {
                out.append("i:").append(i << 40).append(";N;");
            }
            out.append('}');
        }
    },
    REFERENCES_TO_ONE_PLACE {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:").append(times + 1).append(":{i:-1;i:7;");
            for (int i = 0; i < times; i++) {
                out.append("i:").append(i).append(";R:3;");
            }
            out.append('}');
        }
    },
    REFERENCES_AROUND_IN_A_CIRCLE {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:").append(times).append(":{");
            for (int i = 0; i < times; i++) {
                out.append("i:").append(i).append(";a:1:{i:0;R:2;}");
            }
            out.append('}');
        }
    },
    OBJECTS_THAT_HOLD_ONE_ANOTHER_TWICE {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:").append(times).append(":{i:0;O:1:\"A\":0:{}");
            for (int i = 1; i < times; i++) {
                int before = i == 1 ? 3 : 4 + 3 * (i - 2);
                out.append("i:").append(i).append(";O:1:\"A\":2:{s:1:\"l\";r:");
                out.append(before).append(";s:1:\"r\";r:").append(before).append(";}");
            }
            out.append('}');
        }
    },
    PAYLOADS_IN_PAYLOADS {
        @Override
        void write(StringBuilder out, int times) {
            StringBuilder inner = new StringBuilder("N;");
            while (inner.length() < times) {
                String payload = inner.toString().repeat(2);
                inner.setLength(0);
                inner.append("C:1:\"A\":")
                        .append(payload.length())
                        .append(":{")
                        .append(payload)
                        .append('}');
            }
            out.append(inner);
        }
    },
    PAYLOADS_THAT_START_WELL {
        @Override
        void write(StringBuilder out, int times) {
            int payloads = times / 8;
            out.append("a:").append(payloads).append(":{");
            for (int i = 0; i < payloads; i++) {
                out.append("i:").append(i).append(";C:1:\"A\":14:{a:1:{i:0;a:1:{}");
            }
            out.append('}');
        }
    },
    LENGTH_BEYOND_ALL {
        @Override
        void write(StringBuilder out, int times) {
            out.append("s:").append("9".repeat(times)).append(":\"\";");
        }
    },
    LENGTH_THAT_WRAPS_AROUND {
        @Override
        void write(StringBuilder out, int times) {
            out.append("s:4294967297:\"").append("x".repeat(times)).append("\";");
        }
    },
    COUNT_BEYOND_ALL {
        @Override
        void write(StringBuilder out, int times) {
            out.append("a:2147483647:{").append("i:0;N;".repeat(times)).append('}');
        }
    },
    FLOAT_OF_MANY_DIGITS {
        @Override
        void write(StringBuilder out, int times) {
            out.append("d:0.")
                    .append("1".repeat(times))
                    .append("e-")
                    .append("3".repeat(3))
                    .append(';');
        }
    };

    private static final int DEPTH = 1000;

    abstract void write(StringBuilder out, int times);

    /** About a multiple of {@code times} bytes as the one variable of a session. */
    byte[] session(SessionFormat format, int times) {
        StringBuilder value = new StringBuilder();
        write(value, times);
        String text = switch (format.name()) {
            case "php" -> "a|" + value;
            case "php_binary" -> "\001a" + value;
            default -> "a:1:{s:1:\"a\";" + value + "}";
        };
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
