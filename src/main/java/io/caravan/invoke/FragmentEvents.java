package io.caravan.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.caravan.chat.ChatChunk;
import io.caravan.chat.FinishReason;
import io.caravan.chat.Usage;
import io.caravan.client.EventForm;
import io.caravan.client.Events;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.Optional;

/** A stream of {@link Fragment}s, of which only the last one has an end. What the model thinks is not told. */
final class FragmentEvents implements EventForm {

    private static final byte[] PING = ": ping\n\n".getBytes(UTF_8);

    private final String id;
    private final ObjectMapper json;
    private Optional<FinishReason> reason = Optional.empty();
    private Optional<Usage> usage = Optional.empty();

    FragmentEvents(String id, ObjectMapper json) {
        this.id = id;
        this.json = json;
    }

    @Override
    public byte[] ping() {
        return PING.clone();
    }

    @Override
    public void write(ChatChunk chunk, Events events) throws IOException {
        usage = chunk.usage().or(() -> usage);
        for (ChatChunk.Choice choice : chunk.choices()) {
            if (choice.index() == 0) {
                reason = choice.finishReason().or(() -> reason);
                Optional<String> text = choice.delta().content().or(choice.delta()::refusal);
                if (text.isPresent() && !text.get().isEmpty()) {
                    events.event(json.writeValueAsBytes(Fragment.piece(id, text.get())));
                }
            }
        }
    }

    @Override
    public void end(Events events) throws IOException {
        events.event(json.writeValueAsBytes(Fragment.last(id, "", reason, usage)));
    }

    @Override
    public void fail(GatewayException failure, String requestId, Events events) throws IOException {
        events.event(json.writeValueAsBytes(ErrorForm.GATEWAY.body(failure, requestId)));
    }
}
