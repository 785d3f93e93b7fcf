using Mothership.Domain.Identity;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Identity;

public sealed class ApiKeyCredentialTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly ApiKeyId _key = new("ABCDEFGHIJKLMNOP");

    internal static ApiKeyCredential Credential(ApiKeyId key, string secret) =>
        new(
            key,
            new OrganizationId("3b0e2cb7-7a0f-4f86-a5a4-6f1d5c1c3d01"),
            new ApiKeyOwner("sa-worker", ApiKeyOwnerKind.ServiceAccount),
            ApiKeyResource.Cloud,
            ApiKeySecret.Hash(key, secret),
            null,
            null
        );

    [Fact]
    public void Prove_WithTheRightSecret_GivesThePrincipal()
    {
        var principal = ApiKeyCredential.Prove(Credential(_key, "right"), _key, "right", _now)!;

        principal.Actor.ShouldBe("sa-worker");
        principal.Credential.ShouldBe(_key.Value);
        principal.Scope.Organization.ShouldBe(Credential(_key, "right").Organization);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Right")]
    [InlineData("right ")]
    public void Prove_WithAWrongSecret_GivesNothing(string secret)
    {
        ApiKeyCredential.Prove(Credential(_key, "right"), _key, secret, _now).ShouldBeNull();
    }

    [Fact]
    public void Prove_OfAnUnknownKey_GivesNothing()
    {
        ApiKeyCredential.Prove(null, _key, "right", _now).ShouldBeNull();
    }

    [Fact]
    public void Prove_WithTheHashOfAnotherKey_GivesNothing()
    {
        var other = new ApiKeyId("PONMLKJIHGFEDCBA");

        // The hash is bound to its key: one that was copied to another key's row opens nothing.
        var copied = Credential(_key, "right") with
        {
            Id = other,
        };

        ApiKeyCredential.Prove(copied, other, "right", _now).ShouldBeNull();
        ApiKeyCredential.Prove(copied, _key, "right", _now).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Prove_AroundTheExpiry_EndsAtThatTick(int ticksLeft, bool opens)
    {
        var stored = Credential(_key, "right") with { ExpiresAt = _now.AddTicks(ticksLeft) };

        (ApiKeyCredential.Prove(stored, _key, "right", _now) is not null).ShouldBe(opens);
    }

    [Fact]
    public void Prove_OfAClusterKey_DoesNotOpenTheControlPlane()
    {
        var stored = Credential(_key, "right") with { Resource = new ApiKeyResource("lkc-1", "Cluster", "cmk/v2") };

        ApiKeyCredential.Prove(stored, _key, "right", _now).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void IsUseWorthRecording_AfterMinutes_IsOnceAnHour(int? minutesAgo, bool isWorth)
    {
        DateTimeOffset? last = minutesAgo is { } minutes ? _now.AddMinutes(-minutes) : null;

        var stored = Credential(_key, "right") with { LastUsedAt = last };

        stored.IsUseWorthRecording(_now).ShouldBe(isWorth);
    }

    [Theory]
    [InlineData("u-1", ApiKeyOwnerKind.User)]
    [InlineData("sa-1", ApiKeyOwnerKind.ServiceAccount)]
    public void Owner_FromId_HasTheKindOfItsPrefix(string id, ApiKeyOwnerKind kind)
    {
        ApiKeyOwner.FromId(id).ShouldBe(new ApiKeyOwner(id, kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lkc-1")]
    [InlineData("U-1")]
    public void Owner_FromAnotherId_IsNone(string? id)
    {
        ApiKeyOwner.FromId(id).ShouldBeNull();
    }
}
