package io.caravan.http;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's HTTP/1.1, letting a request see the {@link ClientConnection} on which it came. */
public final class ConnectionProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new ConnectionProcessor(this, getAdapter());
    }

    private static final class ConnectionProcessor extends Http11Processor {

        ConnectionProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            return ClientConnection.serving(socket, () -> super.service(socket));
        }
    }
}
