// Server-sent events from a fetch: unlike EventSource it can send a body, says why it was refused, and shows each sign of life.

/** Reads events until the stream ends. onEvent(name, data, id); onAlive() for whatever arrives. */
export async function readEvents(response, { onEvent, onAlive }) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    onAlive();
    rest += value;
    let end = rest.indexOf("\n\n");
    let from = 0;
    while (end >= 0) {
      event(rest.slice(from, end), onEvent);
      from = end + 2;
      end = rest.indexOf("\n\n", from);
    }
    rest = rest.slice(from);
  }
}

function event(block, onEvent) {
  let name = "status";
  let data = "";
  let id = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("data: ")) {
      data += line.slice(6);
    } else if (line.startsWith("event: ")) {
      name = line.slice(7);
    } else if (line.startsWith("id: ")) {
      id = line.slice(4);
    }
  }
  if (data) {
    onEvent(name, JSON.parse(data), id);
  }
}
