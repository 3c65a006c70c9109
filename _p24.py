p='tests/browser/story.test.ts'
s=open(p).read()
a='''  test("hypotheses are proposed live,'''
assert a in s
s=s.replace(a,'''  test("a question becomes a query: its rows lead to concepts, and a person's own query runs", async () => {
    await open(page, "Runs");
    await page.getByText("Query the graph").click();
    await page.getByRole("textbox", { name: "Question" }).fill("What does nacre consist of?");
    await page.getByRole("button", { name: "Query", exact: true }).click();
    await page.locator(".tried .answers").waitFor();
    const own = page.getByLabel("Run a query of your own");
    await own.getByRole("textbox").fill("SELECT count(*) AS papers FROM document");
    await own.getByRole("button", { name: "Run" }).click();
    await page.getByRole("cell", { name: "61", exact: true }).waitFor();
    await page.locator(".answer .rows a").first().click();
    await page.locator(".panel").first().waitFor();
  });

'''+a,1)
open(p,'w').write(s)
