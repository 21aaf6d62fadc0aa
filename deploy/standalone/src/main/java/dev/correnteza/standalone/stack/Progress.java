package dev.correnteza.standalone.stack;

/** Takes what a person who waits for a stack wants to read, a line at a time. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
