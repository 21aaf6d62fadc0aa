package dev.correnteza.bench.process;

import dev.correnteza.processor.ProcessorApplication;

/** The processor-service with its own arguments; runs until killed. */
final class ProcessorMain {
    private ProcessorMain() {}

    public static void main(String[] args) {
        ParentWatch.start();
        ProcessorApplication.main(args);
    }
}
