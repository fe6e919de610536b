package io.caravan.media;

import io.caravan.http.BodyMemory;
import io.caravan.settings.CaravanSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.util.unit.DataSize;

/** Settings for files from this machine, and files that are easily written. */
final class MediaFixture {

    static final String GIF = "GIF89a, said the picture";
    static final String GIF_URL = "data:image/gif;base64,R0lGODlhLCBzYWlkIHRoZSBwaWN0dXJl";
    static final String PDF = "%PDF-1.7 and so on";
    static final long SIZE = 100_000;

    private MediaFixture() {}

    /** Settings with which only these may be fetched from besides the public internet. */
    static CaravanSettings.Media settings(Duration timeout, String... allowedHosts) {
        return new CaravanSettings.Media(
                false,
                List.of(allowedHosts),
                List.of(),
                DataSize.ofBytes(SIZE),
                timeout,
                Duration.ofSeconds(1),
                3,
                4,
                2,
                List.of("image/gif", "image/png", "application/pdf", "text/plain"));
    }

    static CaravanSettings.Media settings(String... allowedHosts) {
        return settings(Duration.ofSeconds(10), allowedHosts);
    }

    static Allowance allowance() {
        return new Allowance(10 * SIZE, new BodyMemory(100 * SIZE).share());
    }

    /** A name server that answers whatever it is asked with the first of these, then with the second, and so on. */
    static final class Names implements DnsResolver {

        private final List<InetAddress[]> answers;
        private int asked;

        Names(InetAddress[]... answers) {
            this.answers = List.of(answers);
        }

        static InetAddress[] addresses(String... literals) {
            return List.of(literals).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        }

        synchronized int asked() {
            return asked;
        }

        @Override
        public synchronized InetAddress[] resolve(String host) throws UnknownHostException {
            if (asked >= answers.size()) {
                throw new UnknownHostException(host);
            }
            return answers.get(asked++);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
