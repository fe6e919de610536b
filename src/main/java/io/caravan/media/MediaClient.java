package io.caravan.media;

import io.caravan.settings.CaravanSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for what strangers name. It goes to allowed addresses only, sends nothing of anybody's, remembers
 * nothing, and uses each connection once.
 */
final class MediaClient implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;
    private static final int CHUNK = 16_384;
    private static final int LONGEST_HEADER = 16_384;
    private static final int MOST_HEADERS = 200;

    private final CaravanSettings.Media settings;
    private final MediaTypes types;
    private final CloseableHttpClient client;

    MediaClient(CaravanSettings.Media settings, DnsResolver names) {
        this.settings = settings;
        this.types = new MediaTypes(Set.copyOf(settings.types()));
        AddressPolicy policy = AddressPolicy.of(settings.allowPrivate(), settings.allowedHosts());
        this.client = HttpClients.custom()
                .setConnectionManager(connections(settings, new CheckedNames(names, policy)))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.timeout()))
                        .setResponseTimeout(longest(settings))
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("Caravan")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** For one read. It is not meant to come to this: whoever downloads looks at the clock. */
    private static Timeout longest(CaravanSettings.Media settings) {
        return Timeout.of(settings.timeout().multipliedBy(2));
    }

    private static PoolingHttpClientConnectionManager connections(CaravanSettings.Media settings, DnsResolver names) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setMaxConnTotal(settings.parallel())
                .setMaxConnPerRoute(settings.parallel())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connect()))
                        .setSocketTimeout(longest(settings))
                        .build())
                .build();
    }

    /**
     * The file at an address, wherever that leads.
     *
     * @param asking is told of each HTTP request before it is sent, so that it can be broken off
     * @throws MediaException if what is there is not to be had
     * @throws IOException if nothing is
     */
    Media get(RemoteAddress address, Allowance allowance, Consumer<Cancellable> asking) throws IOException {
        RemoteAddress next = address;
        for (int redirects = 0; redirects <= settings.redirects(); redirects++) {
            checkPort(next);
            switch (ask(next, allowance, asking)) {
                case Answer.Found(Media media) -> {
                    return media;
                }
                case Answer.Elsewhere(String location) -> next = next.redirected(location);
            }
        }
        throw new MediaException("is redirected more than " + settings.redirects() + " times");
    }

    private void checkPort(RemoteAddress address) {
        if (!settings.ports().isEmpty()
                && !settings.ports().contains(address.host().getPort())) {
            throw new MediaException("must not have port " + address.host().getPort() + " in its address");
        }
    }

    private Answer ask(RemoteAddress address, Allowance allowance, Consumer<Cancellable> asking) throws IOException {
        HttpUriRequestBase request = request(address);
        asking.accept(request);
        try {
            return answer(client.executeOpen(address.host(), request, null), allowance);
        } finally {
            // Closing alone would read to the end of whatever comes.
            request.cancel();
        }
    }

    private HttpUriRequestBase request(RemoteAddress address) {
        HttpUriRequestBase request = new HttpGet("/");
        request.setScheme(address.host().getSchemeName());
        request.setAuthority(new URIAuthority(address.host()));
        request.setPath(address.path());
        request.setHeader("Accept", String.join(", ", settings.types()));
        return request;
    }

    private Answer answer(ClassicHttpResponse response, Allowance allowance) throws IOException {
        if (REDIRECTS.contains(response.getCode())) {
            return new Answer.Elsewhere(header(response, "Location")
                    .orElseThrow(() -> new MediaException("is redirected without a new address")));
        }
        if (response.getCode() != OK) {
            throw new MediaException("could not be fetched: its server answered " + response.getCode());
        }
        if (!header(response, "Content-Encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw new MediaException("was sent compressed, though nobody asked for it");
        }
        String said = MediaTypes.named(header(response, "Content-Type").orElse(""));
        types.check(said);
        byte[] file = file(Optional.ofNullable(response.getEntity()), allowance);
        return new Answer.Found(new Media(types.of(said, file), file));
    }

    private static Optional<String> header(HttpMessage message, String name) {
        return Optional.ofNullable(message.getFirstHeader(name)).map(Header::getValue);
    }

    private byte[] file(Optional<HttpEntity> entity, Allowance allowance) throws IOException {
        if (entity.isEmpty()) {
            throw new MediaException("is empty");
        }
        if (entity.get().getContentLength() > settings.size().toBytes()) {
            throw tooLarge();
        }
        byte[] file = read(entity.get().getContent(), allowance);
        if (file.length == 0) {
            throw new MediaException("is empty");
        }
        return file;
    }

    private byte[] read(InputStream in, Allowance allowance) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        int read = in.read(chunk);
        while (read >= 0) {
            if (file.size() + (long) read > settings.size().toBytes()) {
                throw tooLarge();
            }
            allowance.take(read);
            file.write(chunk, 0, read);
            read = in.read(chunk);
        }
        return file.toByteArray();
    }

    private MediaException tooLarge() {
        return new MediaException("is larger than " + settings.size().toBytes() + " bytes");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** What a server says. */
    private sealed interface Answer {

        record Found(Media media) implements Answer {}

        record Elsewhere(String location) implements Answer {}
    }
}
