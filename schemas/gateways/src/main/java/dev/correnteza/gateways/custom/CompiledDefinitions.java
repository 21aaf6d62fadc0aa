package dev.correnteza.gateways.custom;

import java.util.LinkedHashMap;
import java.util.Map;

/** Definitions by their text, those longest unused forgotten: each is compiled once, and so is one that has a problem. */
final class CompiledDefinitions {
    private static final int MAX = 256;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, CustomDefinition.Reading> readings = new LinkedHashMap<>(MAX, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CustomDefinition.Reading> eldest) {
            return size() > MAX;
        }
    };

    /** Two threads that ask for a new one at once compile it twice; no one waits for another. */
    CustomDefinition.Reading get(String text) {
        CustomDefinition.Reading known;
        synchronized (readings) {
            known = readings.get(text);
        }
        if (known != null) {
            return known;
        }
        CustomDefinition.Reading read = CustomDefinition.read(text);
        synchronized (readings) {
            readings.put(text, read);
        }
        return read;
    }
}
