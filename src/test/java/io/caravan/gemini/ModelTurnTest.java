package io.caravan.gemini;

import static io.caravan.gemini.GeminiFixture.ask;
import static io.caravan.gemini.GeminiFixture.body;
import static io.caravan.gemini.GeminiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelTurnTest {

    private static final String GEMINI = "gemini-2.5-flash";

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
        Refusals.unsupported(ask(GEMINI, messages, ""), path);
    }
}
