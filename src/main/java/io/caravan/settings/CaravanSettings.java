package io.caravan.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** Everything that can be set under {@code caravan}, with its defaults. */
@ConfigurationProperties("caravan")
public record CaravanSettings(
        @DefaultValue Timeouts timeouts,
        @DefaultValue Limits limits,
        @DefaultValue Upstream upstream,
        @DefaultValue Stream stream,
        @DefaultValue Routes routes,
        @DefaultValue Simulator simulator) {

    /**
     * How long a provider may take.
     *
     * @param connect until a connection stands
     * @param firstToken from a streamed call's start to the first event
     * @param idle between two events of a stream
     * @param total for a whole call
     */
    public record Timeouts(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("5m") Duration firstToken,
            @DefaultValue("2m") Duration idle,
            @DefaultValue("15m") Duration total) {}

    /**
     * What one request, and all together, may use.
     *
     * @param body of a request, after decompression
     * @param bodies of all requests being read or worked on, counting those above 64 KB
     * @param answer of a provider: a whole body or one event
     * @param inFlight calls at one time
     * @param nesting levels of JSON
     */
    public record Limits(
            @DefaultValue("32MB") DataSize body,
            @DefaultValue("256MB") DataSize bodies,
            @DefaultValue("32MB") DataSize answer,
            @DefaultValue("10000") int inFlight,
            @DefaultValue("100") int nesting) {}

    /**
     * The pool of connections to providers.
     *
     * @param connections to all providers together
     * @param keepAlive how long an unused connection is kept
     */
    public record Upstream(
            @DefaultValue("10000") int connections,
            @DefaultValue("30s") Duration keepAlive) {}

    /**
     * Streams to clients.
     *
     * @param ping the silence after which a comment keeps the connection alive
     */
    public record Stream(@DefaultValue("15s") Duration ping) {}

    /**
     * The folder of routes.
     *
     * @param directory watched for changes
     * @param reload whether a changed file takes effect without a restart
     * @param poll how often it is looked at
     */
    public record Routes(
            @DefaultValue("routes") Path directory,
            @DefaultValue("true") boolean reload,
            @DefaultValue("500ms") Duration poll) {}

    /**
     * The simulated provider.
     *
     * @param enabled whether it exists at all
     * @param standIn whether it answers for every provider that has no key
     */
    public record Simulator(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean standIn) {}
}
