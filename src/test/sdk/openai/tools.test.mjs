// Tool loops of OpenAI's own client against a running gateway whose providers are played by the simulator, which
// refuses what the real services refuse: lost results, lost or changed signatures.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: process.env.CARAVAN_URL ?? "http://localhost:1323/v1",
  apiKey: "anything",
  maxRetries: 0,
});
const question = { role: "user", content: "Hello from a client" };
const declare = (name, parameters) => ({ type: "function", function: { name, description: name, parameters } });
const tools = [
  declare("get_weather", {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
  declare("get_time", { type: "object", properties: {} }),
];
const results = (calls) =>
  calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: `${call.function.name} is fine` }));

/** Puts a stream together as strictly as a client can. */
async function accumulate(stream) {
  const calls = [];
  let finish = null;
  for await (const chunk of stream) {
    for (const choice of chunk.choices) {
      assert.equal(finish, null, "nothing comes after the end");
      for (const delta of choice.delta.tool_calls ?? []) {
        if (delta.index === calls.length) {
          assert.ok(delta.id && delta.function.name);
          assert.equal(delta.type, "function");
          calls.push({ id: delta.id, type: "function", function: { ...delta.function } });
        } else {
          assert.ok(delta.index < calls.length && !delta.id && !delta.function.name);
          calls[delta.index].function.arguments += delta.function.arguments;
        }
      }
      finish = choice.finish_reason;
    }
  }
  return { calls, finish };
}

function assertBoth(calls) {
  assert.deepEqual(calls.map((call) => call.function.name), ["get_weather", "get_time"]);
  assert.equal(typeof JSON.parse(calls[0].function.arguments).city, "string");
  assert.deepEqual(JSON.parse(calls[1].function.arguments), {});
  assert.equal(new Set(calls.map((call) => call.id)).size, 2);
}

for (const provider of ["openai", "anthropic", "gemini", "cohere"]) {
  const model = `${provider}/echo-r0-call2`;

  test(`${provider}: two parallel calls, and an answer that knows both results`, async () => {
    const first = await client.chat.completions.create({ model, messages: [question], tools });
    const message = first.choices[0].message;
    assert.equal(first.choices[0].finish_reason, "tool_calls");
    assertBoth(message.tool_calls);
    const second = await client.chat.completions.create({
      model,
      messages: [question, message, ...results(message.tool_calls)],
      tools,
    });
    assert.equal(second.choices[0].finish_reason, "stop");
    assert.match(second.choices[0].message.content, /get_weather is fine[^]*get_time is fine/);
  });

  test(`${provider}: streamed calls are the same for a strict accumulator`, async () => {
    const stream = await client.chat.completions.create({ model, messages: [question], tools, stream: true });
    const { calls, finish } = await accumulate(stream);
    assert.equal(finish, "tool_calls");
    assertBoth(calls);
  });

  test(`${provider}: the client's own tool runner comes to an end`, async () => {
    const runner = client.chat.completions.runTools({
      model: `${provider}/echo-r0-call1`,
      messages: [question],
      tools: [{
        type: "function",
        function: { ...tools[0].function, parse: JSON.parse, function: ({ city }) => `18 C in ${city}` },
      }],
    });
    assert.match(await runner.finalContent(), /18 C in /);
  });
}

const thinkers = { anthropic: "anthropic/echo-r0-think9-call2", gemini: "gemini/gemini-3-echo-r0-think9-call2" };
for (const [provider, model] of Object.entries(thinkers)) {
  test(`${provider}: signed thoughts survive a tool loop`, async () => {
    const asked = { model, tools, reasoning_effort: "low" };
    const first = await client.chat.completions.create({ ...asked, messages: [question] });
    const message = first.choices[0].message;
    assert.ok(message.reasoning_content);
    const second = await client.chat.completions.create({
      ...asked,
      messages: [question, message, ...results(message.tool_calls)],
    });
    assert.match(second.choices[0].message.content, /get_weather is fine/);
  });

  test(`${provider}: a client that loses the thoughts is answered all the same`, async () => {
    const asked = { model, tools, reasoning_effort: "low" };
    const first = await client.chat.completions.create({ ...asked, messages: [question] });
    const { content, tool_calls } = first.choices[0].message;
    const kept = tool_calls.map(({ id, type, function: { name, arguments: text } }) => ({
      id,
      type,
      function: { name, arguments: text },
    }));
    const second = await client.chat.completions.create({
      ...asked,
      messages: [question, { role: "assistant", content, tool_calls: kept }, ...results(kept)],
    });
    assert.match(second.choices[0].message.content, /get_weather is fine/);
  });
}

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
for (const provider of ["openai", "anthropic", "gemini", "cohere"]) {
  test(`${provider}: a picture arrives`, async () => {
    const answer = await client.chat.completions.create({
      model: `${provider}/echo-r0`,
      messages: [{
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${pixel}` } },
        ],
      }],
    });
    assert.match(answer.choices[0].message.content, /image\/png/);
  });
}
