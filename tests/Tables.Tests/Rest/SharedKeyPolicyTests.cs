using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Mothership.Local.Tables.Rest;

namespace Mothership.Tables.Tests.Rest;

public sealed class SharedKeyPolicyTests
{
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Date = "Sun, 15 Mar 2026 10:20:30 GMT";

    // The expected signatures were computed from the written-out text by another implementation of HMAC-SHA256.
    [Theory]
    [InlineData(
        "GET",
        "",
        "devstoreaccount1",
        "http://127.0.0.1:10002/devstoreaccount1/Tables?$top=2&$filter=x",
        "GET\n\n\nSun, 15 Mar 2026 10:20:30 GMT\n/devstoreaccount1/devstoreaccount1/Tables",
        "mYz1eUWEkC3JX9xY6DhPCuv7GAsFARJxgi8F0A6jovc="
    )]
    [InlineData(
        "POST",
        "application/json;odata=nometadata",
        "testaccount1",
        "https://testaccount1.table.core.windows.net/mytable",
        "POST\n\napplication/json;odata=nometadata\nSun, 15 Mar 2026 10:20:30 GMT\n/testaccount1/mytable",
        "oAY8dUPTb/Cw1WsXoZUWUqDU0V590mpoSvNgDJWFFnM="
    )]
    public void Signature_KnownRequests_AreAsComputedElsewhere(
        string method,
        string type,
        string account,
        string uri,
        string text,
        string signature
    )
    {
        var toSign = SharedKeyPolicy.StringToSign(method, null, type, Date, account, new Uri(uri));
        toSign.ShouldBe(text);
        new TableSharedKeyCredential(account, Key).Sign(toSign).ShouldBe(signature);
    }

    [Fact]
    public void StringToSign_Component_IsPartOfTheResource()
    {
        var uri = new Uri("https://a.table.core.windows.net/t?timeout=3&comp=acl");
        SharedKeyPolicy.StringToSign("GET", null, null, Date, "a", uri).ShouldEndWith("\n/a/t?comp=acl");
    }

    [Fact]
    public void StringToSign_EscapedKeys_StayEscaped()
    {
        var uri = new Uri("https://a.table.core.windows.net/t(PartitionKey='a%20b',RowKey='%C3%BC')");
        SharedKeyPolicy
            .StringToSign("GET", null, null, Date, "a", uri)
            .ShouldEndWith("/a/t(PartitionKey='a%20b',RowKey='%C3%BC')");
    }

    [Fact]
    public void Policy_Retry_SignsAgainWithTheTimeOfTheAttempt()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(503), _ => new MockAnswer(204));
        var clock = new SteppingClock();
        var policy = new SharedKeyPolicy(new TableSharedKeyCredential("a", Key), clock);
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        var pipeline = HttpPipelineBuilder.Build(options, [], [policy], null);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new Uri("https://a.table.core.windows.net/t"));
        pipeline.Send(message, default);
        var (first, second) = (transport.Requests[0].Headers, transport.Requests[1].Headers);
        first["x-ms-date"].ShouldNotBe(second["x-ms-date"]);
        first["Authorization"].ShouldStartWith("SharedKey a:");
        first["Authorization"].ShouldNotBe(second["Authorization"]);
    }

    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 15, 10, 20, 30, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now = _now.AddSeconds(1);
    }
}
