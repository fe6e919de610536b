package io.caravan.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.springframework.util.FileSystemUtils;

/** A real broker of Kafka, which can be stopped, and started again at the same address with all that it was told. */
public final class TestBroker implements AutoCloseable {

    /** The listener that asks for nothing. */
    static final String OPEN = "OPEN";

    private static final String NODE = "1";
    private static final String CONTROLLER = "CONTROLLER";

    private final Path directory;
    private final int port;
    private final KafkaConfig config;
    private KafkaRaftServer server;

    /** Who may enter where there is a password to be known, as the formatting of a broker's disk wants it. */
    record User(String mechanism, String name, String password) {

        private String argument() {
            return "%s=[name=%s,password=%s]".formatted(mechanism, name, password);
        }
    }

    /** A started broker with topics that have one partition each. */
    static TestBroker start(String... topics) {
        TestBroker broker = new TestBroker(freePort());
        broker.add(Stream.of(topics).map(TestBroker::topic).toArray(NewTopic[]::new));
        return broker;
    }

    /** A started broker at that port of this machine. */
    public TestBroker(int port) {
        this(port, Map.of(), List.of());
    }

    /** A started broker with settings that go beyond, and users. */
    TestBroker(int port, Map<String, String> more, List<User> users) {
        this.port = port;
        try {
            directory = Files.createTempDirectory("broker");
            config = new KafkaConfig(settings(more), false);
            format(users.stream().map(User::argument).toList());
        } catch (Exception failure) {
            throw new IllegalStateException("the broker's disk cannot be prepared", failure);
        }
        start();
    }

    private Map<String, String> settings(Map<String, String> more) {
        int controller = freePort();
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", NODE);
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", NODE + "@localhost:" + controller);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", OPEN);
        settings.put("listeners", OPEN + "://localhost:" + port + "," + CONTROLLER + "://localhost:" + controller);
        settings.put("listener.security.protocol.map", OPEN + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("log.dir", directory.toString());
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        more.forEach((name, value) -> settings.merge(name, value, (before, added) -> before + "," + added));
        return settings;
    }

    private void format(List<String> users) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(Integer.parseInt(NODE))
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setScramArguments(users)
                .run();
    }

    /** Starts it where it was stopped. */
    void start() {
        server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    /** Ends it, but not what it remembers. */
    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Ends it for good. */
    @Override
    public void close() throws IOException {
        stop();
        FileSystemUtils.deleteRecursively(directory);
    }

    /** Where it is found. */
    String address() {
        return "localhost:" + port;
    }

    /** Makes topics. */
    public void add(NewTopic... topics) {
        ask(admin -> admin.createTopics(List.of(topics)).all());
    }

    /** The offset that a group has committed. */
    long committed(String group, TopicPartition partition) {
        var offset = committed(group).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** The offsets that a group has committed, with what it has noted beside them. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return ask(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /** The offset that the next record will have. */
    long end(TopicPartition partition) {
        return ask(admin -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition))
                .offset();
    }

    /** How many consumers a group has. */
    int members(String group) {
        return ask(admin -> admin.describeConsumerGroups(List.of(group)).all())
                .get(group)
                .members()
                .size();
    }

    /** A topic of one partition. */
    static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    /** A port where nobody listens. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private interface Question<T> {
        KafkaFuture<T> ask(Admin admin);
    }

    private <T> T ask(Question<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            return question.ask(admin).get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
