// Runs once before all tests. The lead fills this in (fetching weights); tests that need weights ask tests/weights.ts.
export default async function setup(): Promise<void> {}
