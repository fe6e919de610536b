package io.caravan.kafka;

import io.caravan.error.GatewayException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The topics that answers may go to, so that no client can write to every topic that the gateway may. */
public final class ReplyTopics {

    private static final String ANY = "*";
    /** Other names the brokers call invalid, whenever the producer asks for one of its topics. */
    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final String standard;
    private final String deadLetters;
    private final List<String> allowed;

    /**
     * @param standard for requests that name none
     * @param deadLetters for records that are no requests
     * @param allowed others, all that begin so if there is a star at the end
     */
    public ReplyTopics(String standard, String deadLetters, List<String> allowed) {
        this.standard = standard;
        this.deadLetters = deadLetters;
        this.allowed = List.copyOf(allowed);
    }

    /** Where answers go. */
    public record Address(String topic, Optional<Integer> partition) {}

    /** Where answers go that may go nowhere else. */
    public Address standard() {
        return new Address(standard, Optional.empty());
    }

    /** Where records go that are no requests. */
    public Address deadLetters() {
        return new Address(deadLetters, Optional.empty());
    }

    /** Whether it is one that no client has named. */
    public boolean own(Address address) {
        return address.equals(standard()) || address.equals(deadLetters());
    }

    /**
     * Where the answer to a record goes.
     *
     * @throws GatewayException if the topic that it names is not allowed
     */
    public Address of(Incoming record) {
        Optional<String> named = record.text("replyTopic").or(() -> record.text("kafka_replyTopic"));
        if (named.isEmpty()) {
            return standard();
        }
        if (!allows(named.get())) {
            throw GatewayException.invalid("replyTopic", "is a topic to which no answers may go");
        }
        return new Address(named.get(), record.header("kafka_replyPartition").flatMap(ReplyTopics::partition));
    }

    private boolean allows(String topic) {
        return topic.equals(standard)
                || LEGAL.matcher(topic).matches() && allowed.stream().anyMatch(one -> matches(one, topic));
    }

    private static boolean matches(String allowed, String topic) {
        return allowed.endsWith(ANY)
                ? topic.startsWith(allowed.substring(0, allowed.length() - ANY.length()))
                : topic.equals(allowed);
    }

    private static Optional<Integer> partition(byte[] number) {
        return number.length == Integer.BYTES
                ? Optional.of(ByteBuffer.wrap(number).getInt())
                : Optional.empty();
    }
}
