package io.tidegate.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that are started a while after they were chosen. They lie below those that systems give to connections
 * (Linux from 32768, others from 49152), or one of these would have it by then; and each process chooses from a hundred of
 * its own, so that two that start servers at the same time do not meet.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int RANGES = 120;
    private static final int EACH = 100;
    private static final AtomicInteger CHOSEN = new AtomicInteger();

    private FreePorts() {}

    /** @throws IllegalStateException when all of this process are taken */
    public static int next() {
        int first = FIRST + (int) (ProcessHandle.current().pid() % RANGES) * EACH;
        for (int tried = 0; tried < EACH; tried++) {
            int port = first + Math.floorMod(CHOSEN.getAndIncrement(), EACH);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("the ports from " + first + " to " + (first + EACH - 1) + " are all taken");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
