package io.caravan.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndingEitherWay_giveTheSameEvents(String end) throws IOException {
        String stream = String.join(end, "event: a", "data: 1", "", ": note", "", "data:2", "data: 3", "", "");

        assertThat(events(stream)).containsExactly("a: 1", "2\n3");
    }

    @Test
    void everyByteInAReadOfItsOwn_givesTheSameEvents() throws IOException {
        assertThat(events(oneByOne("data: 안녕 🌍\r\n\r\nevent: x\r\ndata: y\r\n\r\n")))
                .containsExactly("안녕 🌍", "x: y");
    }

    @Test
    void missingLastBlankLine_stillGivesTheEvent() throws IOException {
        assertThat(events("data: 1\n\ndata: 2")).containsExactly("1", "2");
    }

    @Test
    void eventWithoutData_isPassedOver() throws IOException {
        assertThat(events("event: ping\n\nid: 7\nretry: 3\n\ndata: 1\n\n")).containsExactly("ping: 1");
    }

    @Test
    void byteOrderMark_isPassedOver() throws IOException {
        assertThat(events("\uFEFFdata: 1\n\n")).containsExactly("1");
    }

    @Test
    void doneWithSpaces_isDone() throws IOException {
        SseReader reader = new SseReader(bytes("data:  [DONE] \n\n"), 1000);

        assertThat(reader.next().orElseThrow().done()).isTrue();
    }

    @Test
    void longEvent_isReadUpToItsLimitAndNoFurther() throws IOException {
        String text = "x".repeat(100_000);
        assertThat(events("data: " + text + "\n\n")).containsExactly(text);

        SseReader limited = new SseReader(bytes("data: " + text + "\n\n"), 50_000);
        assertThatThrownBy(limited::next).isInstanceOf(IOException.class);
    }

    private static List<String> events(String stream) throws IOException {
        return events(bytes(stream));
    }

    private static List<String> events(InputStream in) throws IOException {
        SseReader reader = new SseReader(in, 1_000_000);
        List<String> events = new ArrayList<>();
        for (Optional<ServerSentEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get().toString());
        }
        return events;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream oneByOne(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };
    }
}
