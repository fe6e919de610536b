package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.TRANSFORMER;
import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caravan.error.ErrorCode;
import io.caravan.error.FieldError;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final String GEMINI = "gemini-2.5-flash";
    private static final String GEMMA = "gemma-3-27b-it";

    @Test
    void instructions_whereverTheyStand_areApart() {
        check(GEMINI, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"},
             {"role": "developer", "content": [{"type": "text", "text": "Be kind."}, {"type": "text", "text": ""}]}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}, {"text": "Be kind."}]},
             "contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
            """);
    }

    @Test
    void instructions_onGemma_beginTheFirstUserText() {
        check(GEMMA, """
            [{"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Hi"},
             {"role": "system", "content": "Be brief."}, {"role": "system", "content": "Be kind."}]\
            """, """
            {"contents": [{"role": "model", "parts": [{"text": "Hello"}]},
             {"role": "user", "parts": [{"text": "Be brief.\\n\\nBe kind.\\n\\nHi"}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaWithABlankUser_replaceTheBlank() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": ""}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaWithoutAUser_areTheFirstTurn() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "assistant", "content": "Hello"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."}]},
             {"role": "model", "parts": [{"text": "Hello"}]}]}\
            """);
    }

    @Test
    void instructions_alone_areFollowedByABlankUser() {
        check(GEMINI, """
            [{"role": "system", "content": "Be brief."}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}]},
             "contents": [{"role": "user", "parts": [{"text": " "}]}]}\
            """);
    }

    @Test
    void instructions_empty_areLeftOut() {
        check(GEMINI, """
            [{"role": "system", "content": ""}, {"role": "user", "content": "Hi"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}\
            """);
    }

    @Test
    void turns_ofOneRole_areMerged() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "user", "content": "Two"},
             {"role": "assistant", "content": "Three"}, {"role": "system", "content": "Be brief."},
             {"role": "assistant", "content": "Four"}, {"role": "user", "content": "Five"}]\
            """, """
            {"systemInstruction": {"parts": [{"text": "Be brief."}]},
             "contents": [{"role": "user", "parts": [{"text": "One"}, {"text": "Two"}]},
             {"role": "model", "parts": [{"text": "Three"}, {"text": "Four"}]},
             {"role": "user", "parts": [{"text": "Five"}]}]}\
            """);
    }

    @Test
    void user_withoutText_isABlank() {
        check(GEMINI, """
            [{"role": "user", "content": [{"type": "text", "text": ""}, {"type": "text", "text": ""}]}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": " "}]}]}\
            """);
    }

    @Test
    void assistant_withoutText_isLeftOut() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "content": ""},
             {"role": "user", "content": "Two"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}, {"text": "Two"}]}]}\
            """);
    }

    @Test
    void assistant_whoRefused_saidSo() {
        check(GEMINI, """
            [{"role": "user", "content": "One"},
             {"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}]}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "No."}]}]}\
            """);
    }

    @Test
    void assistant_withSignature_getsItBackOnItsLastText() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "reasoning_content": "Hm.",
              "content": [{"type": "text", "text": "Two"}, {"type": "text", "text": "Three"}],
              "provider_specific_fields": {"thought_signature": "CpcB"}}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "Two"}, {"text": "Three", "thoughtSignature": "CpcB"}]}]}\
            """);
    }

    @Test
    void assistant_withFieldsOfAnotherProvider_isSentWithoutThem() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "content": "Two",
              "provider_specific_fields": {"citations": [], "thought_signature": null}}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "Two"}]}]}\
            """);
    }

    @Test
    void assistant_withASignatureAlone_getsItBackOnAnEmptyText() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "content": "",
              "extra_content": {"google": {"thought_signature": "CpcB"}}}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "", "thoughtSignature": "CpcB"}]}]}\
            """);
    }

    @Test
    void assistant_whoRefusedInAMember_saidSo() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "refusal": "No."}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "No."}]}]}\
            """);
    }

    @Test
    void assistant_withContentAndANullRefusal_saidTheContent() {
        check(GEMINI, """
            [{"role": "user", "content": "One"}, {"role": "assistant", "content": "Two", "refusal": null,
              "tool_calls": null, "function_call": null, "images": null}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "One"}]},
             {"role": "model", "parts": [{"text": "Two"}]}]}\
            """);
    }

    @Test
    void assistant_whoDrew_getsThePicturesBack() {
        check(GEMINI, """
            [{"role": "user", "content": "Draw a cat"}, {"role": "assistant", "content": "Here:", "images": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="},
               "provider_specific_fields": {"thought_signature": "CpcB"}},
              {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,BB=="}},
              {"type": "image_url", "image_url": {"url": "https://example.org/cat.png"}}, 7]},
             {"role": "user", "content": "And a dog"}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Draw a cat"}]},
             {"role": "model", "parts": [{"text": "Here:"},
              {"inlineData": {"mimeType": "image/png", "data": "AA=="}, "thoughtSignature": "CpcB"},
              {"inlineData": {"mimeType": "image/jpeg", "data": "BB=="}}]},
             {"role": "user", "parts": [{"text": "And a dog"}]}]}\
            """);
    }

    @Test
    void instructions_onGemmaBeforeAPicture_areAPartOfTheirOwn() {
        check(GEMMA, """
            [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
              {"type": "text", "text": "What is this?"}]}]\
            """, """
            {"contents": [{"role": "user", "parts": [{"text": "Be brief."},
             {"inlineData": {"mimeType": "image/png", "data": "AA=="}}, {"text": "What is this?"}]}]}\
            """);
    }

    @Test
    void instructions_otherThanText_areRefused() {
        refused("messages.0.content.1", """
            [{"role": "system", "content": [{"type": "text", "text": "Be brief."},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]},
             {"role": "user", "content": "Hi"}]\
            """);
    }

    @Test
    void parts_ofUnknownKinds_areRefused() {
        refused("messages.0.content.1", """
            [{"role": "user", "content": [{"type": "text", "text": "What is this?"},
              {"type": "video_url", "video_url": {"url": "https://example.org/cat.mp4"}}]}]\
            """);
    }

    @Test
    void results_ofFunctionsBeforeTools_areRefused() {
        refused("messages.1.role", """
            [{"role": "user", "content": "Hi"}, {"role": "function", "name": "f", "content": "42"}]\
            """);
    }

    @Test
    void calls_ofFunctionsBeforeTools_areRefused() {
        refused("messages.1.function_call", """
            [{"role": "user", "content": "Hi"},
             {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}}]\
            """);
    }

    @Test
    void calls_ofOtherTypes_areRefused() {
        refused("messages.1.tool_calls", """
            [{"role": "user", "content": "Hi"},
             {"role": "assistant", "tool_calls": [{"id": "c1", "type": "custom", "custom": {"name": "f"}}]}]\
            """);
    }

    private static void check(String model, String messages, String expected) {
        assertThat(body(ask(model, messages, ""))).isEqualTo(json(expected));
    }

    private static void refused(String path, String messages) {
        RoutedRequest routed = ask(GEMINI, messages, "");
        GatewayException refusal = catchThrowableOfType(GatewayException.class, () -> TRANSFORMER.request(routed));
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_PARAMETER);
        assertThat(refusal.fields()).extracting(FieldError::path).containsExactly(path);
    }
}
