// Vercel's ai SDK, with each of its providers, against a running gateway whose providers are played by the simulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, Output, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const baseURL = process.env.CARAVAN_URL ?? "http://localhost:1323/v1";
const apiKey = "anything";
const openai = createOpenAI({ baseURL, apiKey });
const compatible = createOpenAICompatible({ name: "caravan", baseURL, apiKey, includeUsage: true, supportsStructuredOutputs: true });
const anthropic = createAnthropic({ baseURL, apiKey });
const google = createGoogleGenerativeAI({ baseURL: new URL("/v1beta", baseURL).href, apiKey });
const clients = {
  openai: (model) => openai.chat(model),
  "openai-compatible": (model) => compatible(model),
  anthropic: (model) => anthropic(model),
  google: (model) => google(`models/${model}`),
};
const providers = ["openai", "anthropic", "gemini"];
const prompt = "Hello from a client";
const weather = tool({
  description: "Tells the weather of a city.",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `18 C in ${city}`,
});

for (const [client, model] of Object.entries(clients)) {
  for (const provider of providers) {
    const echo = model(`${provider}/echo-r0`);
    const name = `${client} client, ${provider} provider`;

    test(`${name}: text, reason and usage`, async () => {
      const answer = await generateText({ model: echo, prompt, maxRetries: 0 });
      assert.equal(answer.text.trim(), prompt);
      assert.equal(answer.finishReason, "stop");
      assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0);
    });

    test(`${name}: streamed text, reason and usage`, async () => {
      const answer = streamText({ model: echo, prompt, maxRetries: 0 });
      let text = "";
      for await (const piece of answer.textStream) text += piece;
      assert.equal(text.trim(), prompt);
      assert.equal(await answer.finishReason, "stop");
      assert.ok((await answer.usage).outputTokens > 0);
    });

    test(`${name}: a tool is called and its result comes back`, async () => {
      const answer = await generateText({
        model: model(`${provider}/echo-r0-call1`),
        prompt,
        tools: { weather },
        stopWhen: stepCountIs(2),
        maxRetries: 0,
      });
      assert.equal(answer.steps.length, 2);
      assert.equal(answer.steps[0].finishReason, "tool-calls");
      assert.equal(answer.steps[0].toolCalls[0].toolName, "weather");
      assert.equal(typeof answer.steps[0].toolCalls[0].input.city, "string");
      assert.match(answer.text, /18 C in /);
    });

    test(`${name}: a streamed tool call is put together`, async () => {
      const answer = streamText({
        model: model(`${provider}/echo-r0-call1`),
        prompt,
        tools: { weather },
        stopWhen: stepCountIs(2),
        maxRetries: 0,
      });
      await answer.consumeStream();
      const steps = await answer.steps;
      assert.equal(steps[0].toolCalls[0].toolName, "weather");
      assert.match(await answer.text, /18 C in /);
    });

    test(`${name}: an object of a schema`, async () => {
      const answer = await generateText({
        model: model(`${provider}/lorem-r0`),
        prompt,
        output: Output.object({ schema: z.object({ name: z.string(), age: z.number().int() }) }),
        maxRetries: 0,
      });
      assert.equal(typeof answer.output.name, "string");
      assert.ok(Number.isInteger(answer.output.age));
    });

    test(`${name}: a refusal is an API error of its status`, async () => {
      const failure = await generateText({ model: model(`${provider}/lorem-r0-e429`), prompt, maxRetries: 0 }).catch(
        (error) => error,
      );
      assert.ok(APICallError.isInstance(failure), String(failure));
      assert.equal(failure.statusCode, 429);
      assert.ok(failure.isRetryable);
      assert.match(failure.message, /\w/);
    });
  }
}
