using System.Text;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Shared.Tests.Stores.Support;
using Mothership.Stores;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>Setting up an organisation, over every implementation of the stores.</summary>
public abstract class BootstrapCompliance(TableAccount account) : StoreCompliance(account)
{
    [Fact]
    public async Task Create_Organization_CanBeUsedAtOnce()
    {
        var created = await World.Bootstrap.CreateAsync(
            OrganizationIds.New(World.Random),
            "Finance Org",
            "m@example.com",
            None
        );

        var credential = await World.ApiKeys.FindCredentialAsync(created.Key.Id, None);
        var principal = ApiKeyCredential.Prove(credential, created.Key.Id, created.Secret, Samples.Now)!;
        (await World.Organizations.FindAsync(principal.Scope, None))!.Value.DisplayName.ShouldBe("Finance Org");
        var environments = await World.Environments.ListAsync(principal.Scope, new PageRequest(10, null), None);
        environments.Items.Single().DisplayName.ShouldBe("default");
        var users = await World.Users.ListAsync(principal.Scope, new PageRequest(10, null), None);
        users.Items.Single().Id.Value.ShouldBe(principal.Actor);
        users.Items.Single().IsOrganizationAdmin.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_RepeatedWithTheSameIds_AnswersTheSameSecretIncluded()
    {
        var ids = OrganizationIds.New(World.Random);
        var first = await World.Bootstrap.CreateAsync(ids, "Finance Org", null, None);
        World.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await World.Bootstrap.CreateAsync(ids, "Finance Org", null, None);

        second.ShouldBeSame(first);
        var keys = await World.ApiKeys.ListAsync(
            SystemScope.For(ids.Organization),
            ApiKeyFilter.None,
            new PageRequest(10, null),
            None
        );
        keys.Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Fine", "no address")]
    [InlineData("a<b", null)]
    public async Task Create_WithBadValues_IsRefusedAndWritesNothing(string name, string? email)
    {
        var ids = OrganizationIds.New(World.Random);

        await RefusalAsync(ErrorKind.Invalid, () => World.Bootstrap.CreateAsync(ids, name, email, None));

        (await World.Organizations.FindAsync(SystemScope.For(ids.Organization), None)).ShouldBeNull();
    }

    [Fact]
    public async Task Tables_AfterKeysAndAnswersWereKept_HoldNoSecret()
    {
        var ids = OrganizationIds.New(World.Random);
        var created = await World.Bootstrap.CreateAsync(ids, "Secretive", null, None);
        var scope = SystemScope.For(ids.Organization);
        var request = new IdempotentRequest("POST /iam/v2/api-keys", "the-idempotency-key", "aa");
        var claim = await World.Idempotency.ClaimAsync(scope, request, "AAAABBBBCCCCDDDD", None);
        var answer = new StoredResponse(202, [], Encoding.UTF8.GetBytes($"{{\"secret\":\"{created.Secret}\"}}"));
        await World.Idempotency.CompleteAsync(scope, request, answer, None);

        var everything = await DumpAsync("Resources", "ApiKeys", "Idempotency", "Organizations");

        everything.ShouldContain(created.Key.Id.Value);
        var canaries = new[]
        {
            created.Secret,
            Convert.ToHexString(Encoding.UTF8.GetBytes(created.Secret)),
            Convert.ToHexString([.. ids.SecretSeed]),
            Convert.ToHexString([.. claim.Seed]),
            request.Key,
        };
        foreach (var canary in canaries)
            everything.Contains(canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(canary);
    }

    private async Task<string> DumpAsync(params string[] tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        await foreach (var row in World.Table(table).QueryAsync<TableEntity>())
        foreach (var (_, value) in row)
            text.AppendLine(value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString());
        return text.ToString();
    }
}
