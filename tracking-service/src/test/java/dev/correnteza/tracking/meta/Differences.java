package dev.correnteza.tracking.meta;

import java.util.List;

final class Differences {
    record Difference(String typed, String ours, String reason) {}

    static final List<Difference> ALL = List.of();

    private Differences() {}
}
