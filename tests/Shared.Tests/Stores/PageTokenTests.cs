using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

public sealed class PageTokenTests() : StoreCompliance(TableAccount.NewSqlite())
{
    [Fact]
    public async Task PageToken_WithAnyCharacterChanged_IsRefused()
    {
        for (var i = 0; i < 2; i++)
            await World.Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant), Samples.Quota, None);
        var token = (await ListAsync(null)).Next!;

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            if (Decoded(changed) == Decoded(token))
                continue;
            await RefusalAsync(ErrorKind.Malformed, () => ListAsync(changed));
        }
    }

    [Fact]
    public async Task PageToken_OfAnyLength_IsReadOrRefusedButNeverFails()
    {
        for (var length = 0; length < 600; length += 7)
            await RefusalAsync(ErrorKind.Malformed, () => ListAsync(new string('A', length)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task PageSize_OutOfRange_IsAProgrammingError(int size)
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            World.Environments.ListAsync(Tenant.Scope, new PageRequest(size, null), None)
        );
    }

    private Task<PageOf<Domain.Clusters.Cluster>> ListAsync(string? token) =>
        World.Clusters.ListAsync(Tenant.Scope, Tenant.Environment.Id, new PageRequest(1, token), None);

    // The last character of a token may carry unused bits.
    private static string Decoded(string token) =>
        System.Buffers.Text.Base64Url.IsValid(token)
            ? Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(token))
            : token;
}
