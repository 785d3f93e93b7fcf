using Mothership.ControlPlane.Http;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Local.Clock;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

public sealed class CredentialCacheTests
{
    private static readonly ApiKeyId Key = new("AAAAAAAAAAAAAAAA");
    private static readonly OrganizationId Organization = new("one");

    private static readonly ApiKeyCredential Credential = new(
        Key,
        Organization,
        new ApiKeyOwner("u-1", ApiKeyOwnerKind.User),
        ApiKeyResource.Cloud,
        [1],
        null,
        null
    );

    private readonly VirtualClock _clock = VirtualClock.Frozen(ApiWorld.Now);
    private readonly CredentialCache _cache;
    private int _reads;

    public CredentialCacheTests() => _cache = new CredentialCache(new AuthenticationOptions(), _clock);

    private Task<ApiKeyCredential?> FindAsync(ApiKeyCredential? stored) =>
        _cache.FindAsync(
            Key,
            () =>
            {
                _reads++;
                return Task.FromResult(stored);
            }
        );

    [Fact]
    public async Task Find_WithinTheTime_ReadsOnce()
    {
        await FindAsync(Credential);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        (await FindAsync(null)).ShouldBe(Credential);
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task Find_AfterTheTime_SeesThatItWasRevokedElsewhere()
    {
        await FindAsync(Credential);
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await FindAsync(null)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_OfNoKey_IsNotRemembered()
    {
        await FindAsync(null);
        (await FindAsync(Credential)).ShouldBe(Credential);
    }

    [Fact]
    public async Task Forget_OfItsOrganisation_ReadsAnew()
    {
        await FindAsync(Credential);
        _cache.Forget(Organization);
        (await FindAsync(null)).ShouldBeNull();
    }

    [Fact]
    public async Task Forget_OfAnotherOrganisation_KeepsIt()
    {
        await FindAsync(Credential);
        _cache.Forget(new OrganizationId("two"));
        await FindAsync(Credential);
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task Forget_WhileItIsBeingRead_DoesNotKeepWhatWasRead()
    {
        var reading = new TaskCompletionSource<ApiKeyCredential?>();
        var first = _cache.FindAsync(Key, () => reading.Task);
        _cache.Forget(Organization);
        reading.SetResult(Credential);
        await first;
        (await FindAsync(null)).ShouldBeNull();
    }

    [Fact]
    public async Task NoteUse_OfAKnownKey_IsSeenByTheNext()
    {
        await FindAsync(Credential);
        _cache.NoteUse(Credential, ApiWorld.Now);
        (await FindAsync(Credential))!.IsUseWorthRecording(ApiWorld.Now).ShouldBeFalse();
    }
}
