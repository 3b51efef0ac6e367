package io.tidegate.terraformcloud;

import java.net.http.HttpHeaders;

/** What the API answered. It may hold addresses that are secrets, so no text is made of it. */
record Answer(int status, HttpHeaders headers, byte[] body) {
    boolean succeeded() {
        return status / 100 == 2;
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
