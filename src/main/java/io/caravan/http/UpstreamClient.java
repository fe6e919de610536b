package io.caravan.http;

import io.caravan.call.Call;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The one HTTP client for all providers. A request ends when the {@link Call} it is made for is cancelled, and a
 * response whose body is closed before its end takes its connection with it instead of being read to the end.
 * Nothing is retried, redirected or remembered: a request costs money, and its answer belongs to one caller.
 */
public final class UpstreamClient extends CloseableHttpClient {

    private final CloseableHttpClient client;

    /**
     * @param connect how long a connection may take to be made
     * @param keepAlive how long an unused one is kept
     * @param connections how many there may be
     */
    public UpstreamClient(Duration connect, Duration keepAlive, int connections) {
        client = HttpClients.custom()
                .setConnectionManager(pool(connect, keepAlive, connections))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connect))
                        .setResponseTimeout(Timeout.DISABLED)
                        .setRedirectsEnabled(false)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.of(keepAlive))
                .build();
    }

    private static PoolingHttpClientConnectionManager pool(Duration connect, Duration keepAlive, int connections) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.of(keepAlive.multipliedBy(20)))
                        .build())
                .build();
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        if (request instanceof Cancellable cancellable) {
            Call.current().ifPresent(call -> call.onCancel(cancellable::cancel));
        }
        ClassicHttpResponse response = client.executeOpen(target, request, context);
        // What was sent may be large, and the answer may be a stream that lasts.
        request.setEntity(null);
        HttpEntity entity = response.getEntity();
        if (entity != null && request instanceof Cancellable cancellable) {
            response.setEntity(new AbortingEntity(entity, cancellable));
        }
        return CloseableHttpResponse.adapt(response);
    }

    @Override
    public void close() {
        // It outlives the endpoints that use it, which come and go with their routes.
    }

    @Override
    public void close(CloseMode mode) {
        close();
    }

    /** Ends all connections. */
    public void shutdown() throws IOException {
        client.close();
    }

    /** A body whose early end is the end of its request. */
    private static final class AbortingEntity extends HttpEntityWrapper {

        private final InputStream content;

        AbortingEntity(HttpEntity entity, Cancellable request) throws IOException {
            super(entity);
            this.content = new AbortingStream(entity.getContent(), request);
        }

        @Override
        public InputStream getContent() {
            return content;
        }
    }

    private static final class AbortingStream extends FilterInputStream {

        private final Cancellable request;
        private boolean ended;

        AbortingStream(InputStream in, Cancellable request) {
            super(in);
            this.request = request;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                ended = true;
                request.cancel();
            }
            super.close();
        }
    }
}
