package io.caravan.camel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The entrance of one route: a path and the methods that may be used there. */
final class HttpDoor extends DefaultConsumer implements PlatformHttpConsumer {

    private final HttpEntrance entrance;
    private final PathPattern path;
    private final List<String> methods;

    HttpDoor(PlatformHttpEndpoint endpoint, Processor processor, HttpEntrance entrance) {
        super(endpoint, processor);
        this.entrance = entrance;
        this.path = PathPatternParser.defaultInstance.parse(
                endpoint.isMatchOnUriPrefix() ? endpoint.getPath() + "/**" : endpoint.getPath());
        this.methods = Optional.ofNullable(endpoint.getHttpMethodRestrict())
                .map(list -> Arrays.stream(list.split(","))
                        .map(method -> method.strip().toUpperCase(Locale.ROOT))
                        .toList())
                .orElse(List.of());
    }

    PathPattern path() {
        return path;
    }

    /** Whether the path is just that path, and stands for no other. */
    boolean literal() {
        return !path.hasPatternSyntax();
    }

    /** The methods that are allowed, none meaning all. */
    List<String> methods() {
        return methods;
    }

    /** The media type that is taken here besides JSON, if there is one. */
    Optional<String> consumes() {
        return Optional.ofNullable(getEndpoint().getConsumes());
    }

    boolean allows(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        entrance.open(this);
    }

    @Override
    protected void doStop() throws Exception {
        entrance.close(this);
        super.doStop();
    }
}
