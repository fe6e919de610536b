package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Contents in Gemini's format, heard one by one and refused where Gemini refuses them. */
final class GeminiTurns {

    /** <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Google's word</a> for a lost signature. */
    private static final String LOST = "skip_thought_signature_validator";

    private static final String LOST_AS_BYTES = Base64.getEncoder().encodeToString(LOST.getBytes(UTF_8));

    private final Conversation conversation = new Conversation();
    private final boolean signed;
    private List<Members> calls = List.of();
    private boolean first = true;
    private boolean model;
    private int index;

    /**
     * @param signed whether calls must come back with their signature
     */
    private GeminiTurns(boolean signed) {
        this.signed = signed;
    }

    /** What is heard of a request. */
    static Heard heard(String model, Members request) {
        List<Members> contents = request.required("contents");
        GeminiTurns turns = new GeminiTurns(model.startsWith("gemini-3"));
        turns.conversation.hear(
                false, Conversation.text(request.inside("systemInstruction").node("parts")));
        int round = round(contents);
        for (Members content : contents) {
            turns.hear(content, turns.index > round);
            turns.index++;
        }
        return turns.conversation.heard();
    }

    /** Where the user spoke last. */
    private static int round(List<Members> contents) {
        int round = -1;
        for (int i = 0; i < contents.size(); i++) {
            boolean own = contents.get(i).text("role").orElse("user").equals("model");
            if (!own && only(contents.get(i).each("parts"), "functionResponse").isEmpty()) {
                round = i;
            }
        }
        return round;
    }

    private void hear(Members content, boolean late) {
        List<Members> parts = content.each("parts");
        if (parts.isEmpty()) {
            throw wrong("* GenerateContentRequest.contents[" + index + "].parts: contents.parts must not be empty.");
        }
        switch (content.text("role").orElse("user")) {
            case "model" -> hearOwn(parts, late);
            case "user", "function" -> hearUser(parts);
            default -> throw wrong("Please use a valid role: user, model.");
        }
        first = false;
    }

    private void hearOwn(List<Members> parts, boolean late) {
        requireAnswers(0);
        List<Members> called = only(parts, "functionCall");
        if (!called.isEmpty() && (first || model)) {
            throw wrong("Please ensure that function call turn comes immediately after a user turn or after a function"
                    + " response turn.");
        }
        conversation.hear(false, text(parts));
        called.forEach(part -> {
            Members call = part.inside("functionCall");
            String name = call.text("name").orElse("");
            conversation.hearCall(
                    call.text("id").orElse(name), name, call.node("args").toString());
        });
        if (signed && late && !called.isEmpty()) {
            requireSignature(called.getFirst());
        }
        calls = called;
        model = true;
    }

    private void requireSignature(Members part) {
        String name = part.inside("functionCall").text("name").orElse("");
        Optional<String> signature = part.text("thoughtSignature").filter(text -> !text.isEmpty());
        if (signature.isEmpty()) {
            throw wrong("Function call is missing a thought_signature in functionCall parts. This is required for tools"
                    + " to work correctly, and missing thought_signature may lead to degraded model performance."
                    + " Additional data, function call `default_api:" + name + "` , position " + (index + 1)
                    + ". Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.");
        }
        if (!List.of(Signature.of(name), LOST, LOST_AS_BYTES).contains(signature.get())) {
            throw wrong("Corrupted thought signature.");
        }
    }

    private void hearUser(List<Members> parts) {
        List<Members> answers = only(parts, "functionResponse");
        if (!answers.isEmpty() && calls.isEmpty()) {
            throw wrong("Please ensure that function response turn comes immediately after a function call turn.");
        }
        requireAnswers(answers.size());
        if (answers.size() < parts.size()) {
            conversation.hear(true, text(parts), attachments(parts));
        }
        answers.forEach(part -> hearResult(part.inside("functionResponse")));
        calls = List.of();
        model = false;
    }

    private void requireAnswers(int answers) {
        if (answers != calls.size()) {
            throw wrong("Please ensure that the number of function response parts is equal to the number of function"
                    + " call parts of the function call turn.");
        }
    }

    private void hearResult(Members answer) {
        String name = answer.text("name")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> wrong("* GenerateContentRequest.contents[" + index
                        + "].parts[0].function_response.name: Name cannot be empty."));
        JsonNode response = answer.node("response");
        if (!response.isObject()) {
            throw wrong("Invalid value at 'contents[" + index
                    + "].parts[0].function_response.response' (type.googleapis.com/google.protobuf.Struct)");
        }
        JsonNode only = response.size() == 1 ? response.elements().next() : response;
        conversation.hearResultOf(
                name, only.isTextual() ? only.textValue() : response.toString(), attachments(answer.each("parts")));
    }

    private List<String> attachments(List<Members> parts) {
        List<String> attachments = new ArrayList<>();
        for (Members part : parts) {
            Members inline = part.inside("inlineData");
            Members file = part.inside("fileData");
            if (inline.object().isObject()) {
                String path = "contents[" + index + "].parts.inline_data";
                attachments.add(Attachment.inline(
                        inline.text("mimeType").orElse(""), inline.text("data").orElse(""), path));
            } else if (file.object().isObject()) {
                attachments.add(Attachment.at(
                        file.text("mimeType").orElse("file"),
                        file.text("fileUri").orElse(""),
                        "fileUri"));
            }
        }
        return attachments;
    }

    private static List<Members> only(List<Members> parts, String kind) {
        return parts.stream().filter(part -> part.node(kind).isObject()).toList();
    }

    private static String text(List<Members> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text("text").orElse("")));
        return text.toString();
    }

    private static GatewayException wrong(String message) {
        return new GatewayException(ErrorCode.VALIDATION, message);
    }
}
