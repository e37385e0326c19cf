// The library of virtual rows asks how it was built; nobody built it here.
globalThis.process ??= { env: { NODE_ENV: "production" } };
