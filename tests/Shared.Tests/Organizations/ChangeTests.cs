using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;

namespace Mothership.Shared.Tests.Organizations;

public sealed class ChangeTests
{
    private static readonly DateTimeOffset _created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _later = _created.AddHours(1);
    private static readonly OrganizationId _organization = new("3b0e2cb7-7a0f-4f86-a5a4-6f1d5c1c3d01");

    [Fact]
    public void Organization_ChangedAndChangedAgain_CountsOnce()
    {
        var before = new Organization
        {
            Id = _organization,
            DisplayName = "Old",
            CreatedAt = _created,
            UpdatedAt = _created,
        };

        var after = before.Apply(new OrganizationChange("New", true), _later)!;

        after.ShouldBe(before with { DisplayName = "New", JitEnabled = true, UpdatedAt = _later, Version = 2 });
        after.Apply(new OrganizationChange("New", true), _later).ShouldBeNull();
        after.Apply(new OrganizationChange(), _later).ShouldBeNull();
    }

    [Fact]
    public void Environment_UpgradedToAdvanced_CanNotGoBack()
    {
        var before = new EnvironmentRecord
        {
            Id = new EnvironmentId("env-1"),
            Organization = _organization,
            DisplayName = "Old",
            CreatedAt = _created,
            UpdatedAt = _created,
        };

        before.Check(new EnvironmentChange(Package: GovernancePackage.Advanced)).ShouldBeEmpty();
        var after = before.Apply(new EnvironmentChange(Package: GovernancePackage.Advanced), _later)!;

        after.Version.ShouldBe(2);
        after.DisplayName.ShouldBe("Old");
        var faults = after.Check(new EnvironmentChange("", GovernancePackage.Essentials));
        faults.Select(f => f.Pointer).ShouldBe(["/stream_governance_config/package", "/display_name"]);
    }

    [Fact]
    public void User_RenamedToTheSame_DoesNotChange()
    {
        var before = new User
        {
            Id = new UserId("u-1"),
            Organization = _organization,
            Email = "a@b",
            FullName = "Old",
            CreatedAt = _created,
            UpdatedAt = _created,
        };

        before.Rename("Old", _later).ShouldBeNull();
        before.Rename("New", _later).ShouldBe(before with { FullName = "New", UpdatedAt = _later, Version = 2 });
    }

    [Fact]
    public void ServiceAccount_DescribedTheSame_DoesNotChange()
    {
        var before = new ServiceAccount
        {
            Id = new ServiceAccountId("sa-1"),
            Organization = _organization,
            DisplayName = "worker",
            CreatedAt = _created,
            UpdatedAt = _created,
        };

        before.Describe("", _later).ShouldBeNull();
        before.Describe("why", _later)!.Version.ShouldBe(2);
    }

    [Fact]
    public void ApiKey_UsedAndChanged_CountsTheChangeOnly()
    {
        var before = new ApiKey
        {
            Id = new ApiKeyId("ABCDEFGHIJKLMNOP"),
            Organization = _organization,
            Owner = ApiKeyOwner.FromId("u-1")!,
            CreatedAt = _created,
            UpdatedAt = _created,
        };

        before.Apply(new ApiKeyChange(), _later).ShouldBeNull();
        var after = before.Apply(new ApiKeyChange(Description: "why"), _later)!;

        after.ShouldBe(before with { Description = "why", UpdatedAt = _later, Version = 2 });
    }
}
