using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Rest;

/// <summary>What goes over the wire, where an emulator is too lenient to tell.</summary>
public sealed class RestBackendTests
{
    private static readonly Uri Account = new("https://acct.table.core.windows.net");

    private static TableClientOptions Options(CapturingTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    private static TableClient Client(CapturingTransport transport) =>
        new(Account, "mytable", new TableSharedKeyCredential("acct", "a2V5"), Options(transport));

    [Fact]
    public async Task TokenCredential_Request_CarriesItAsBearer()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(204));
        var credential = new FixedToken();
        var client = new TableServiceClient(Account, credential, Options(transport));
        await client.GetTableClient("mytable").DeleteEntityAsync("p", "r");
        transport.Requests.Single().Headers["Authorization"].ShouldBe("Bearer the-token");
        credential.Scopes.ShouldBe(["https://storage.azure.com/.default"]);
        client.AccountName.ShouldBe("acct");
    }

    [Fact]
    public void TokenCredential_TenantDiscovery_IsRefused() =>
        Should.Throw<NotSupportedException>(() =>
            new TableServiceClient(Account, new FixedToken(), new TableClientOptions { EnableTenantDiscovery = true })
        );

    [Fact]
    public async Task TokenCredential_PlainHttp_IsRefused()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(204));
        var client = new TableClient(new Uri("http://acct.example"), "mytable", new FixedToken(), Options(transport));
        await Should.ThrowAsync<InvalidOperationException>(() => client.DeleteEntityAsync("p", "r"));
        transport.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task AddEntity_Request_IsAsTheProtocolSays()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(204, "", ("ETag", "W/\"1\"")));
        await Client(transport)
            .AddEntityAsync(
                new TableEntity("p", "r")
                {
                    ["L"] = 5L,
                    ["D"] = 5.0,
                    ["I"] = 5,
                }
            );
        var sent = transport.Requests.Single();
        (sent.Method, sent.Uri.AbsoluteUri).ShouldBe(("POST", "https://acct.table.core.windows.net/mytable"));
        sent.Body.ShouldBe(
            """{"PartitionKey":"p","RowKey":"r","L@odata.type":"Edm.Int64","L":"5","""
                + "\"D@odata.type\":\"Edm.Double\",\"D\":5,\"I\":5}"
        );
        (sent.Headers["Prefer"], sent.Headers["x-ms-version"]).ShouldBe(("return-no-content", "2020-12-06"));
        sent.Headers["Content-Type"].ShouldBe("application/json;odata=nometadata");
        sent.Headers["Authorization"].ShouldStartWith("SharedKey acct:");
    }

    [Fact]
    public async Task Writes_Verbs_AreThoseOfTheProtocol()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(204));
        var client = Client(transport);
        var entity = new TableEntity("p'1", "r/1");
        await client.UpsertEntityAsync(entity, TableUpdateMode.Merge);
        await client.UpsertEntityAsync(entity, TableUpdateMode.Replace);
        await client.UpdateEntityAsync(entity, ETag.All, TableUpdateMode.Merge);
        await client.UpdateEntityAsync(entity, new ETag("W/\"1\""), TableUpdateMode.Replace);
        await client.DeleteEntityAsync("p'1", "r/1");
        var sent = transport.Requests.Select(r => (r.Method, r.Headers.GetValueOrDefault("If-Match"))).ToList();
        sent.ShouldBe([("PATCH", null), ("PUT", null), ("PATCH", "*"), ("PUT", "W/\"1\""), ("DELETE", "*")]);
        transport.Requests.ShouldAllBe(r => r.Uri.AbsolutePath == "/mytable(PartitionKey='p%27%271',RowKey='r%2F1')");
    }

    [Fact]
    public void Query_Continuation_GoesFromHeadersIntoTheNextRequest()
    {
        var transport = new CapturingTransport(
            _ => new MockAnswer(
                200,
                """{"value":[]}""",
                ("x-ms-continuation-NextPartitionKey", "1!4!cDE-"),
                ("x-ms-continuation-NextRowKey", "1!4!cjE-")
            ),
            _ => new MockAnswer(200, """{"value":[{"PartitionKey":"p","RowKey":"r","N":null}]}""")
        );
        var found = Client(transport).Query<TableEntity>("A eq 'b&c'", 2, ["A", "B"]).ToList();
        found.Single().ContainsKey("N").ShouldBeFalse();
        var (first, second) = (transport.Requests[0].Uri.Query, transport.Requests[1].Uri.Query);
        first.ShouldBe("?$top=2&$filter=A%20eq%20%27b%26c%27&$select=A%2CB");
        second.ShouldBe(first + "&NextPartitionKey=1%214%21cDE-&NextRowKey=1%214%21cjE-");
    }

    [Fact]
    public async Task ServerBusy_Options_DecideHowOftenToTryAgain()
    {
        var transport = new CapturingTransport(_ => new MockAnswer(503));
        var options = Options(transport);
        options.Retry.MaxRetries = 2;
        var client = new TableClient(Account, "mytable", new TableSharedKeyCredential("acct", "a2V5"), options);
        var e = await Should.ThrowAsync<RequestFailedException>(() => client.DeleteEntityAsync("p", "r"));
        e.Status.ShouldBe(503);
        transport.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Refusal_Body_GivesCodeAndText()
    {
        const string body =
            """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"It is there."}}}""";
        var transport = new CapturingTransport(_ => new MockAnswer(409, body));
        var e = await Should.ThrowAsync<RequestFailedException>(() =>
            Client(transport).AddEntityAsync(new TableEntity("p", "r"))
        );
        (e.Status, e.ErrorCode).ShouldBe((409, "EntityAlreadyExists"));
        e.Message.ShouldContain("It is there.");
    }

    [Theory]
    [InlineData("<html>a proxy</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"odata.error":"no object"}""")]
    public async Task Refusal_ForeignBody_KeepsTheStatus(string body)
    {
        var transport = new CapturingTransport(_ => new MockAnswer(400, body));
        var e = await Should.ThrowAsync<RequestFailedException>(() =>
            Client(transport).AddEntityAsync(new TableEntity("p", "r"))
        );
        (e.Status, e.ErrorCode).ShouldBe((400, null));
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
