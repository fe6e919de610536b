package io.caravan.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        @DefaultValue Media media,
        @DefaultValue Models models,
        @DefaultValue Routes routes,
        @DefaultValue Simulator simulator,
        @DefaultValue NativeShims nativeShims,
        @DefaultValue Kafka kafka) {

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
     * Pictures and documents that requests name by address.
     *
     * @param allowPrivate whether private networks and the machine itself may be fetched from
     * @param allowedHosts names, addresses and ranges that may be fetched from although they are private
     * @param ports that addresses may have, any if empty
     * @param size of one file
     * @param timeout for one file, redirects included
     * @param connect until a connection stands
     * @param redirects that are followed
     * @param parts that are fetched for one request
     * @param parallel files that are fetched at one time for all requests together
     * @param types of files that are taken
     */
    public record Media(
            @DefaultValue("false") boolean allowPrivate,
            @DefaultValue List<String> allowedHosts,
            @DefaultValue({"80", "443", "8080", "8443"}) List<Integer> ports,
            @DefaultValue("20MB") DataSize size,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("3s") Duration connect,
            @DefaultValue("3") int redirects,
            @DefaultValue("20") int parts,
            @DefaultValue("32") int parallel,

            @DefaultValue({
                "image/jpeg",
                "image/png",
                "image/gif",
                "image/webp",
                "image/heic",
                "image/heif",
                "application/pdf",
                "text/plain",
                "text/csv",
                "text/markdown"
            })
            List<String> types) {}

    /**
     * What is known of models.
     *
     * @param catalogue path of a table of the operator's own, whose cells win; blank if there is none
     * @param poll how often that table is looked at for changes
     * @param ttl how long a provider's own list of models is kept
     * @param failureTtl how long a provider that could not be asked is not asked again
     * @param timeout for a provider's list, all of its pages
     */
    public record Models(
            @DefaultValue("") String catalogue,
            @DefaultValue("1s") Duration poll,
            @DefaultValue("900s") Duration ttl,
            @DefaultValue("30s") Duration failureTtl,
            @DefaultValue("10s") Duration timeout) {

        /** The operator's own table, if there is one. */
        public Optional<Path> ownCatalogue() {
            return catalogue.isBlank() ? Optional.empty() : Optional.of(Path.of(catalogue));
        }
    }

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

    /**
     * The entrances of older clients, {@code /llm/{provider}/generate}.
     *
     * @param enabled whether they still serve; else they answer 410
     */
    public record NativeShims(@DefaultValue("true") boolean enabled) {}

    /**
     * The entrance by Kafka.
     *
     * @param bootstrapServers where the brokers are; blank if there is no such entrance
     * @param properties of Kafka's own clients, such as those for TLS and SASL
     * @param group of consumers that share the requests
     * @param requests the topic of requests
     * @param replies the topic of answers to requests that name none
     * @param replyTopics other topics that requests may name, all that begin so if there is a star at the end
     * @param deadLetters the topic of records that are no requests
     * @param cancellations the topic that tells which requests nobody wants answered any longer
     * @param answers the topic of answers to requests with an id, for all gateways; blank if each remembers its own only
     * @param maxInFlight calls at one time
     * @param patience how long a request waits while its provider answers that there are too many, not at all if zero
     * @param dedupeWindow how long the answer to a request with an id is kept for when it comes again
     * @param dedupeSize of all answers that are kept
     */
    public record Kafka(
            @DefaultValue("") String bootstrapServers,
            @DefaultValue Map<String, String> properties,
            @DefaultValue("caravan") String group,
            @DefaultValue("llm.requests") String requests,
            @DefaultValue("llm.replies") String replies,
            @DefaultValue("llm.replies.*") List<String> replyTopics,
            @DefaultValue("llm.requests.dlq") String deadLetters,
            @DefaultValue("llm.cancellations") String cancellations,
            @DefaultValue("llm.answers") String answers,
            @DefaultValue("256") int maxInFlight,
            @DefaultValue("5m") Duration patience,
            @DefaultValue("10m") Duration dedupeWindow,
            @DefaultValue("64MB") DataSize dedupeSize) {}
}
