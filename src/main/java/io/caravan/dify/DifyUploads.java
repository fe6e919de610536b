package io.caravan.dify;

import com.fasterxml.jackson.databind.node.TextNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import io.caravan.provider.UpstreamAnswer;
import io.caravan.provider.UpstreamRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How files that come with a request get to Dify: one after the other, each of which stands in the request by its id
 * from then on.
 *
 * @see <a href="https://docs.dify.ai/en/api-reference/files/upload-file">Upload file</a>
 */
@Component("difyUploads")
public final class DifyUploads {

    private final DifyFailures failures;

    public DifyUploads(InstantSource clock) {
        this.failures = new DifyFailures(clock);
    }

    /**
     * Whether a file of the request has yet to be uploaded; a request that is wrong is told so when it is made.
     *
     * @param message something else after a failure
     */
    public boolean pending(Object message) {
        try {
            return message instanceof RoutedRequest routed && first(routed).isPresent();
        } catch (GatewayException _) {
            return false;
        }
    }

    /**
     * What uploads the request's first file.
     *
     * @throws GatewayException if the file is no base64
     */
    public UpstreamRequest request(RoutedRequest routed) {
        Attachment.Inline file = first(routed).orElseThrow();
        byte[] bytes = file.data()
                .bytes()
                .orElseThrow(() -> GatewayException.invalid(file.path(), "is not valid base64")
                        .at(routed.origin()));
        MultipartForm form = new MultipartForm()
                .field("user", RequestBody.user(routed.chat()))
                .file("file", filename(file), file.data().mediaType(), bytes);
        Map<String, String> headers = new HashMap<>(DifyTransformer.credentials(routed.provider()));
        headers.put("Content-Type", form.contentType());
        return new UpstreamRequest(routed, "/files/upload", headers, form.bytes());
    }

    private static String filename(Attachment.Inline file) {
        return file.filename()
                .filter(name -> !name.isBlank())
                .orElseGet(() -> file.kind().word() + "." + file.kind().ending());
    }

    /**
     * The request with the id of its first file in the place of the file.
     *
     * @throws GatewayException if Dify did not take it
     */
    public RoutedRequest answer(UpstreamAnswer answer) {
        String id = answer.reader().json(answer, failures::of).path("id").asText();
        RoutedRequest routed = answer.chat();
        if (id.isEmpty()) {
            throw new GatewayException(ErrorCode.BAD_ANSWER, routed.provider().id() + " gave no id to a file")
                    .at(routed.origin().withStatus(answer.status()));
        }
        Attachment.Inline file = first(routed).orElseThrow();
        return new RoutedRequest(replaced(routed.chat(), file, id), routed.provider(), routed.model());
    }

    private static Optional<Attachment.Inline> first(RoutedRequest routed) {
        return Question.of(routed.chat()).attachments().stream()
                .filter(Attachment.Inline.class::isInstance)
                .map(Attachment.Inline.class::cast)
                .findFirst();
    }

    private static ChatRequest replaced(ChatRequest chat, Attachment.Inline file, String id) {
        List<Message> messages = new ArrayList<>(chat.messages());
        String[] path = file.path().split("\\.", -1);
        int index = Integer.parseInt(path[1]);
        List<Content> parts = new ArrayList<>(messages.get(index).content());
        parts.set(
                Integer.parseInt(path[3]),
                new Content.Document(
                        Optional.of(id),
                        Optional.empty(),
                        file.filename(),
                        Map.of(Attachment.TYPE, TextNode.valueOf(file.kind().word()))));
        messages.set(index, messages.get(index).withContent(parts));
        return chat.withMessages(messages);
    }
}
