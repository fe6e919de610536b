// Google's own client against a running gateway whose providers are played by the simulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, FunctionCallingConfigMode, GoogleGenAI, Type } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: "anything",
  httpOptions: { baseUrl: new URL("/", process.env.CARAVAN_URL ?? "http://localhost:1323/v1").origin },
});
const models = ["gemini-2.5-echo-r0", "openai/echo-r0", "anthropic/echo-r0", "cohere/echo-r0"];
const contents = "Hello from a client";
const functionDeclarations = [
  {
    name: "get_weather",
    description: "Tells the weather of a city.",
    parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } }, required: ["city"] },
  },
  { name: "get_time", description: "Tells the time." },
];
const config = { tools: [{ functionDeclarations }] };

function assertBoth(calls) {
  assert.deepEqual(calls.map((call) => call.name), ["get_weather", "get_time"]);
  assert.equal(typeof calls[0].args.city, "string");
  assert.deepEqual(calls[1].args, {});
}

for (const name of models) {
  const model = `models/${name}`;

  test(`${name}: text, reason and usage`, async () => {
    const answer = await client.models.generateContent({ model, contents });
    assert.equal(answer.text.trim(), contents);
    assert.equal(answer.candidates[0].finishReason, "STOP");
    assert.ok(answer.usageMetadata.promptTokenCount > 0 && answer.usageMetadata.candidatesTokenCount > 0);
  });

  test(`${name}: the tokens of a request are counted`, async () => {
    assert.ok((await client.models.countTokens({ model, contents })).totalTokens > 0);
  });

  test(`${name}: streamed text, reason and usage`, async () => {
    const stream = await client.models.generateContentStream({ model, contents });
    let text = "";
    let last = null;
    for await (const piece of stream) {
      text += piece.text ?? "";
      last = piece;
    }
    assert.equal(text.trim(), contents);
    assert.equal(last.candidates[0].finishReason, "STOP");
    assert.ok(last.usageMetadata.candidatesTokenCount > 0);
  });

  test(`${name}: two parallel calls, and an answer that knows both results`, async () => {
    const first = await client.models.generateContent({ model: `${model}-call2`, contents, config });
    assertBoth(first.functionCalls);
    const results = first.functionCalls.map((call) => ({
      functionResponse: { id: call.id, name: call.name, response: { output: `${call.name} is fine` } },
    }));
    const second = await client.models.generateContent({
      model: `${model}-call2`,
      contents: [
        { role: "user", parts: [{ text: contents }] },
        first.candidates[0].content,
        { role: "user", parts: results },
      ],
      config,
    });
    assert.match(second.text, /get_weather is fine[^]*get_time is fine/);
  });

  test(`${name}: streamed calls are the same`, async () => {
    const stream = await client.models.generateContentStream({ model: `${model}-call2`, contents, config });
    const calls = [];
    for await (const piece of stream) calls.push(...(piece.functionCalls ?? []));
    assertBoth(calls);
  });

  test(`${name}: a forced call is made`, async () => {
    const answer = await client.models.generateContent({
      model,
      contents,
      config: {
        ...config,
        toolConfig: {
          functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ["get_time"] },
        },
      },
    });
    assert.deepEqual(answer.functionCalls.map((call) => call.name), ["get_time"]);
  });

  for (const status of [400, 401, 403, 404, 429, 503]) {
    test(`${name}: ${status} is an ApiError of that status`, async () => {
      const failing = `${model.replace("-r0", `-r0-e${status}`)}`;
      const failure = await client.models
        .generateContent({ model: failing, contents })
        .then(() => assert.fail("no error"), (error) => error);
      assert.ok(failure instanceof ApiError, String(failure));
      assert.equal(failure.status, status);
      assert.match(failure.message, /"status":"[A-Z_]+"/);
    });
  }

  test(`${name}: a stream that breaks off is an error`, async () => {
    await assert.rejects(async () => {
      const stream = await client.models.generateContentStream({ model: `${model}-cut1`, contents });
      for await (const _ of stream);
    });
  });
}

test("gemini: thoughts and their signatures survive a tool loop", async () => {
  const model = "gemini-3-echo-r0-think9-call1";
  const asked = { model, config: { ...config, thinkingConfig: { includeThoughts: true } } };
  const first = await client.models.generateContent({ ...asked, contents });
  const parts = first.candidates[0].content.parts;
  assert.ok(parts.some((part) => part.thought));
  assert.ok(parts.find((part) => part.functionCall).thoughtSignature);
  const second = await client.models.generateContent({
    ...asked,
    contents: [
      { role: "user", parts: [{ text: contents }] },
      first.candidates[0].content,
      {
        role: "user",
        parts: first.functionCalls.map((call) => ({
          functionResponse: { id: call.id, name: call.name, response: { output: "18 C" } },
        })),
      },
    ],
  });
  assert.match(second.text, /18 C/);
});
