// OpenAI's own client against a running gateway whose providers are played by the simulator.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const client = new OpenAI({
  baseURL: process.env.CARAVAN_URL ?? "http://localhost:1323/v1",
  apiKey: "anything",
  maxRetries: 0,
});
const messages = [{ role: "user", content: "Hello from a client" }];
const providers = ["openai", "anthropic", "gemini"];

for (const provider of providers) {
  test(`${provider}: chat gives the text, the reason and the usage`, async () => {
    const answer = await client.chat.completions.create({ model: `${provider}/echo-r0`, messages });
    assert.equal(answer.object, "chat.completion");
    assert.equal(answer.choices[0].message.content.trim(), "Hello from a client");
    assert.equal(answer.choices[0].finish_reason, "stop");
    assert.ok(answer.usage.total_tokens > 0);
  });

  test(`${provider}: stream gives the same text, and the usage when asked`, async () => {
    const stream = await client.chat.completions.create({
      model: `${provider}/echo-r0`,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.equal(text.trim(), "Hello from a client");
    assert.ok(usage.total_tokens > 0);
  });

  test(`${provider}: the streaming helper ends with the final completion`, async () => {
    const runner = client.chat.completions.stream({ model: `${provider}/echo-r0`, messages });
    const final = await runner.finalChatCompletion();
    assert.equal(final.choices[0].message.content.trim(), "Hello from a client");
  });

  test(`${provider}: structured parse gives an object of the schema`, async () => {
    const person = z.object({ name: z.string(), age: z.number().int() });
    const answer = await client.chat.completions.parse({
      model: `${provider}/lorem-r0`,
      messages,
      response_format: zodResponseFormat(person, "person"),
    });
    assert.equal(typeof answer.choices[0].message.parsed.name, "string");
    assert.ok(Number.isInteger(answer.choices[0].message.parsed.age));
  });

  const classes = {
    400: OpenAI.BadRequestError,
    401: OpenAI.AuthenticationError,
    403: OpenAI.PermissionDeniedError,
    404: OpenAI.NotFoundError,
    429: OpenAI.RateLimitError,
    500: OpenAI.InternalServerError,
    503: OpenAI.InternalServerError,
  };
  for (const [status, type] of Object.entries(classes)) {
    test(`${provider}: ${status} raises ${type.name}, whole and streamed`, async () => {
      for (const stream of [false, true]) {
        const failure = await client.chat.completions
          .create({ model: `${provider}/lorem-r0-e${status}`, messages, stream })
          .then(() => assert.fail("no error"), (error) => error);
        assert.ok(failure instanceof type, `${failure.constructor.name}: ${failure.message}`);
        assert.equal(failure.error.provider, provider);
        assert.equal(failure.error.upstream_status, Number(status));
        assert.ok(failure.requestID);
      }
    });
  }

  test(`${provider}: a cut stream raises instead of ending`, async () => {
    const stream = await client.chat.completions.create({
      model: `${provider}/lorem-r0-n20-cut5`,
      messages,
      stream: true,
    });
    await assert.rejects(async () => {
      for await (const chunk of stream) {
        assert.ok(chunk.choices);
      }
    }, OpenAI.APIError);
  });
}

test("a wrong member raises BadRequestError that names it", async () => {
  const failure = await client.chat.completions
    .create({ model: "openai/echo", messages, temperature: 9 })
    .then(() => assert.fail("no error"), (error) => error);
  assert.ok(failure instanceof OpenAI.BadRequestError);
  assert.equal(failure.param, "temperature");
});

test("an unknown model raises BadRequestError with OpenAI's code", async () => {
  const failure = await client.chat.completions
    .create({ model: "nobody/has-this", messages })
    .then(() => assert.fail("no error"), (error) => error);
  assert.ok(failure instanceof OpenAI.BadRequestError);
  assert.equal(failure.code, "model_not_found");
});

test("an unknown path raises NotFoundError", async () => {
  await assert.rejects(client.get("/nowhere"), OpenAI.NotFoundError);
});
