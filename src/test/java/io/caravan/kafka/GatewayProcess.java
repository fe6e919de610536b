package io.caravan.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A gateway in a process of its own, which can be killed. */
final class GatewayProcess {

    private final Process process;

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /** Starts a gateway that asks one provider for everything. */
    static GatewayProcess start(String brokers, String provider) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-cp", classes, "io.caravan.Caravan"));
        command.add("--server.port=0");
        command.add("--OPENAI_API_KEY=sk-canary");
        command.add("--OPENAI_BASE_URL=" + provider + "/v1");
        command.add("--caravan.kafka.bootstrap-servers=" + brokers);
        command.add("--caravan.kafka.properties.session.timeout.ms=6000");
        return new GatewayProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
