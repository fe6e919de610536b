package io.caravan.media;

import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The downloads for one request, in the order of its parts. */
final class Fetch implements AutoCloseable {

    private final Downloads downloads;
    private final Allowance allowance;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();

    Fetch(Downloads downloads, Allowance allowance) {
        this.downloads = downloads;
        this.allowance = allowance;
    }

    /**
     * Begins to fetch the file of one part.
     *
     * @throws GatewayException that names the part if its address is none
     */
    void begin(RemotePart part) {
        try {
            pending.add(new Pending(part, downloads.begin(part.url(), allowance)));
        } catch (MediaException wrong) {
            throw part.failed(wrong);
        }
    }

    /**
     * Waits for all files and puts them in the place of their addresses.
     *
     * @throws GatewayException that names the part whose file cannot be had
     */
    ChatRequest into(ChatRequest chat) {
        List<Message> messages = new ArrayList<>(chat.messages());
        for (Pending next = pending.peek(); next != null; next = pending.peek()) {
            next.putInto(messages);
            pending.remove(next);
        }
        return chat.withMessages(messages);
    }

    /** Ends what is under way, from any thread. */
    void breakOff() {
        pending.forEach(next -> next.download().breakOff());
    }

    /** Lets go of everything. */
    @Override
    public void close() {
        breakOff();
        pending.clear();
    }

    private record Pending(RemotePart part, Download download) {

        void putInto(List<Message> messages) {
            Message message = messages.get(part.message());
            List<Content> parts = new ArrayList<>(message.content());
            try {
                parts.set(part.part(), RemotePart.with(parts.get(part.part()), download.await()));
            } catch (MediaException failed) {
                throw part.failed(failed);
            }
            messages.set(part.message(), message.withContent(parts));
        }
    }
}
