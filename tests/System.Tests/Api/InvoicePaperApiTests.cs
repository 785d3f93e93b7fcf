using System.Net;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Invoices as documents over HTTP.</summary>
[Collection(StillApiCollection.Name)]
public sealed class InvoicePaperApiTests(StillApiWorld world)
{
    private string Path => $"/billing/v1/invoices/{Billed.InvoiceOf(world.Ours)}";

    // What browsers send.
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

    [Theory]
    [InlineData("", Browser)]
    [InlineData("?format=html", "*/*")]
    public async Task Invoice_AskedForByABrowser_IsAPageThatRunsNothing(string query, string accept)
    {
        var page = await GetAsync(query, accept);

        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        page.Header("Content-Security-Policy").ShouldStartWith("default-src 'none';");
        page.Text.ShouldStartWith("<!DOCTYPE html>");
        page.Text.ShouldContain("<bdi>Ours</bdi>");
        page.Text.ShouldContain("<td>Total</td><td>267.84 USD</td>");
    }

    [Fact]
    public async Task Invoice_AsCsv_HasOneRowForEachLine()
    {
        var file = await GetAsync("", "text/csv");

        file.Header("Content-Disposition").ShouldContain("-000001.csv");
        file.Text.Split("\r\n").Length.ShouldBe(3);
        file.Text.ShouldContain(",2678400,0.0001,1,false,267.84,267.84,USD,");
    }

    [Theory]
    [InlineData("", "*/*")]
    [InlineData("", "application/json")]
    [InlineData("", "application/*;q=0.2, image/png")]
    [InlineData("?format=json", Browser)]
    public async Task Invoice_AskedForByAProgram_IsJson(string query, string accept) =>
        (await GetAsync(query, accept))["kind"].ShouldBe("Invoice");

    [Fact]
    public async Task Invoice_InAFormThatThereIsNot_IsRefused()
    {
        (await GetAsync("", "application/pdf")).Status.ShouldBe(HttpStatusCode.NotAcceptable);
        (await GetAsync("?format=pdf", "*/*")).Sources.ShouldBe(["format"]);
        (await world.Theirs.Client.ReadAsync(Path + "?format=html")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Reply> GetAsync(string query, string accept) =>
        world.Ours.Client.CallAsync(HttpMethod.Get, Path + query, null, ("Accept", accept));
}
