package io.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void a_port_is_chosen_once_and_is_none_that_a_connection_could_be_given_meanwhile() {
        int one = FreePorts.next();
        int other = FreePorts.next();
        assertThat(one).isNotEqualTo(other).isBetween(1024, 32_767);
        assertThat(other).isBetween(1024, 32_767);
    }

    @Test
    void one_that_somebody_has_is_passed_over() throws Exception {
        try (ServerSocket somebodys = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
            for (int once = 0; once < 100; once++) { // the whole range
                assertThat(FreePorts.next()).isNotEqualTo(somebodys.getLocalPort());
            }
        }
    }
}
