package dev.correnteza.standalone.data;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The port of each part, all on 127.0.0.1. */
public final class Ports {
    public static final String HOST = "127.0.0.1";
    private static final int HIGHEST = 65_535;

    private final Map<Part, Integer> ports;

    private Ports(Map<Part, Integer> ports) {
        this.ports = Collections.unmodifiableMap(ports);
    }

    /**
     * @param from port of the first part, the others following in their order; {@code null} for the standard ports
     * @param chosen wins over both
     * @throws IllegalArgumentException when a port is out of range or given to two parts
     */
    public static Ports of(@Nullable Integer from, Map<Part, Integer> chosen) {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        int next = from == null ? 0 : from;
        for (Part part : Part.values()) {
            ports.put(part, from == null ? part.standardPort() : next++);
        }
        ports.putAll(chosen);
        Set<Integer> taken = new HashSet<>();
        ports.forEach((part, port) -> {
            if (port < 1 || port > HIGHEST) {
                throw new IllegalArgumentException(
                        "port of " + part.lowerCaseName() + ": " + port + " (expected: 1 to " + HIGHEST + ")");
            }
            if (!taken.add(port)) {
                throw new IllegalArgumentException(
                        "port of " + part.lowerCaseName() + ": " + port + " (expected: one that no other part has)");
            }
        });
        return new Ports(ports);
    }

    public int of(Part part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new IllegalStateException("each part has a port");
        }
        return port;
    }

    public Map<Part, Integer> asMap() {
        return ports;
    }

    /** Address of a part that speaks HTTP, without a slash at its end. */
    public String url(Part part) {
        return "http://" + address(part);
    }

    public String address(Part part) {
        return HOST + ":" + of(part);
    }

    /** A part whose port another program listens on, if there is one. */
    public Optional<Part> taken() {
        return ports.keySet().stream().filter(part -> !isFree(of(part))).findFirst();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // what was closed a moment ago is free
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 1);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
