package io.caravan.media;

import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A picture or document that a request holds by address.
 *
 * @param message counts the messages from 0, as {@code part} does the parts of its content
 */
record RemotePart(int message, int part, String url) {

    /** Whether there may be any in a request; costs next to nothing where all is text. */
    static boolean mayBeIn(ChatRequest chat) {
        List<Message> messages = chat.messages();
        for (int i = 0; i < messages.size(); i++) {
            List<Content> parts = messages.get(i).content();
            for (int j = 0; j < parts.size(); j++) {
                if (address(parts.get(j)).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those of a request that have an address of the kind wanted. */
    static List<RemotePart> of(ChatRequest chat, Predicate<String> wanted) {
        List<RemotePart> found = new ArrayList<>();
        for (int i = 0; i < chat.messages().size(); i++) {
            List<Content> parts = chat.messages().get(i).content();
            for (int j = 0; j < parts.size(); j++) {
                Optional<String> url = address(parts.get(j)).filter(wanted);
                if (url.isPresent()) {
                    found.add(new RemotePart(i, j, url.get()));
                }
            }
        }
        return found;
    }

    private static Optional<String> address(Content part) {
        return switch (part) {
            case Content.Text _, Content.Audio _, Content.Refusal _, Content.Unknown _ -> Optional.empty();
            case Content.Image image -> Optional.of(image.url()).filter(RemotePart::isRemote);
            case Content.Document document ->
                document.data()
                        .filter(RemotePart::isRemote)
                        .or(() -> document.fileId().filter(RemotePart::isRemote));
        };
    }

    private static boolean isRemote(String url) {
        return url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8);
    }

    /** Where it stands, to be named in an error. */
    String path() {
        return "messages." + message + ".content." + part;
    }

    /** The failure that names it. */
    GatewayException failed(MediaException cause) {
        return GatewayException.invalid(path(), cause.getMessage());
    }

    /**
     * The same part holding the file instead of its address.
     *
     * @throws MediaException if the file is not what the part is for
     */
    static Content with(Content part, Media media) {
        return switch (part) {
            case Content.Image image -> picture(image, media);
            case Content.Document document ->
                new Content.Document(
                        Optional.empty(), Optional.of(media.dataUrl()), document.filename(), document.extras());
            case Content.Text _, Content.Audio _, Content.Refusal _, Content.Unknown _ -> part;
        };
    }

    private static Content picture(Content.Image image, Media media) {
        if (!media.type().startsWith("image/")) {
            throw new MediaException("is " + media.type() + ", not a picture");
        }
        return new Content.Image(media.dataUrl(), image.detail(), image.extras());
    }
}
