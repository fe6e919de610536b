package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Tools;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a {@link Question} from a request for a chat of Dify's, where the key is the app and so the model. */
final class DifyQuestion {

    private static final String CONVERSATION = "c-";

    private DifyQuestion() {}

    static Question read(String key, JsonNode body) {
        Members request = new Members(body);
        String query = request.text("query").orElseThrow(() -> missing("query"));
        if (!request.node("inputs").isObject()) {
            throw missing("inputs");
        }
        requireUser(request);
        boolean stream = switch (request.text("response_mode").orElse("blocking")) {
            case "streaming" -> true;
            case "blocking" -> false;
            default -> throw GatewayException.invalid("response_mode", "must be one of blocking and streaming");
        };
        requireConversation(request.text("conversation_id").orElse(""));
        Conversation conversation = new Conversation();
        conversation.hear(true, query, files(request));
        return new Question(
                app(key),
                conversation.heard(),
                OptionalInt.empty(),
                List.of(),
                0,
                new ResponseFormat.Text(),
                Tools.NONE,
                OptionalLong.empty(),
                stream,
                true,
                request.inside("inputs").node("simulator"));
    }

    /** The app of a key, which is the model: {@code echo-n5} of {@code app-echo-n5}. */
    static String app(String key) {
        return key.startsWith("app-") ? key.substring("app-".length()) : key;
    }

    /** Checks that the request says for which user it is. */
    static void requireUser(Members request) {
        if (request.text("user").orElse("").isBlank()) {
            throw missing("user");
        }
    }

    /** Checks that a conversation that is to go on is one of ours. */
    private static void requireConversation(String id) {
        if (!id.isEmpty() && !id.startsWith(CONVERSATION)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "Conversation Not Exists.");
        }
    }

    /** The id of a new conversation. */
    static String conversationOf(String answer) {
        return CONVERSATION + answer;
    }

    private static GatewayException missing(String name) {
        return GatewayException.invalid(name, "Missing required parameter in the JSON body");
    }

    private static List<String> files(Members request) {
        List<String> files = new ArrayList<>();
        for (Members file : request.each("files")) {
            String type = file.text("type").orElse("");
            files.add(
                    switch (file.text("transfer_method").orElse("")) {
                        case "remote_url" ->
                            Attachment.at(type, file.text("url").orElse(""), "files.url");
                        case "local_file" ->
                            DifyUpload.seen(file.text("upload_file_id").orElse(""));
                        default ->
                            throw GatewayException.invalid("files", "transfer_method must be remote_url or local_file");
                    });
        }
        return files;
    }
}
