using FsCheck.Xunit;
using Mothership.DataPlane.Acls;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class AuthorizerTests
{
    private const string Who = "User:sa-a";

    [Property]
    public bool Allows_WithADenialThatCovers_IsFalseWhateverElseThereIs(Entry[] others, Entry denial, byte at)
    {
        var denied = denial.ToAcl() with { Permission = AclPermission.Deny, Name = "*", Pattern = AclPattern.Literal };
        denied = denied with { Principal = Who, Resource = AclResource.Topic };
        List<Acl> all = [.. others.Select(o => o.ToAcl())];
        all.Insert(at % (all.Count + 1), denied);
        var operation = denied.Operation == AclOperation.All ? AclOperation.Read : denied.Operation;
        return !Authorizer.Allows(all, Who, operation, AclResource.Topic, "ab");
    }

    [Property]
    public bool Allows_IsWhatTheDefinitionSays(Entry[] entries, byte operationAt, byte nameAt)
    {
        List<Acl> all = [.. entries.Select(e => e.ToAcl())];
        var operation = Enum.GetValues<AclOperation>()[1 + operationAt % 10];
        var name = Entry.Names[nameAt % Entry.Names.Length];
        var about = all.Where(a =>
                a.Resource == AclResource.Topic
                && (a.Principal is Who or "User:*")
                && (
                    a.Pattern == AclPattern.Prefixed
                        ? name.StartsWith(a.Name, StringComparison.Ordinal)
                        : a.Name == "*" || a.Name == name
                )
            )
            .ToList();
        var denied = about.Any(a =>
            a.Permission == AclPermission.Deny && (a.Operation == AclOperation.All || a.Operation == operation)
        );
        AclOperation[] enough = operation switch
        {
            AclOperation.Describe =>
            [
                AclOperation.Describe,
                AclOperation.Read,
                AclOperation.Write,
                AclOperation.Delete,
                AclOperation.Alter,
            ],
            AclOperation.DescribeConfigs => [AclOperation.DescribeConfigs, AclOperation.AlterConfigs],
            _ => [operation],
        };
        var allowed = about.Any(a =>
            a.Permission == AclPermission.Allow && (a.Operation == AclOperation.All || enough.Contains(a.Operation))
        );
        return Authorizer.Allows(all, Who, operation, AclResource.Topic, name) == (allowed && !denied);
    }

    [Property]
    public bool Allows_WithMoreAllowances_IsNeverLess(Entry[] entries, Entry more)
    {
        List<Acl> all = [.. entries.Select(e => e.ToAcl())];
        var before = Authorizer.Allows(all, Who, AclOperation.Read, AclResource.Topic, "ab");
        all.Add(more.ToAcl() with { Permission = AclPermission.Allow });
        return !before || Authorizer.Allows(all, Who, AclOperation.Read, AclResource.Topic, "ab");
    }

    /// <summary>An entry out of few values, so that many of them meet.</summary>
    public sealed record Entry(byte Resource, byte Name, bool IsPrefix, byte Principal, byte Operation, bool IsDenial)
    {
        internal static readonly string[] Names = ["a", "ab", "abc", "b", "*"];

        internal Acl ToAcl() =>
            new(
                Resource % 3 == 0 ? AclResource.Group : AclResource.Topic,
                Names[Name % Names.Length],
                IsPrefix ? AclPattern.Prefixed : AclPattern.Literal,
                new[] { Who, "User:*", "User:sa-b" }[Principal % 3],
                "*",
                Enum.GetValues<AclOperation>()[Operation % 11],
                IsDenial ? AclPermission.Deny : AclPermission.Allow
            );
    }
}
