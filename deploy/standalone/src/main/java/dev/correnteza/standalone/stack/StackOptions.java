package dev.correnteza.standalone.stack;

import dev.correnteza.standalone.data.Ports;
import dev.correnteza.standalone.data.StackDirectory;
import java.util.List;

/**
 * How a stack is started.
 *
 * @param partitions of each topic that is created
 * @param servicesJvmOptions added to those of the services' JVM
 */
public record StackOptions(StackDirectory directory, Ports ports, int partitions, List<String> servicesJvmOptions) {}
