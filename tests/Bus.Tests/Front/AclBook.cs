using Confluent.Kafka.Admin;
using Mothership.Bus.Planning;

namespace Bus.Tests.Front;

/// <summary>
/// Who may do what, as brokers decide it: what is not allowed is refused; one user may do everything.
/// </summary>
internal sealed class AclBook
{
    public const string Admin = "admin";

    private readonly Lock _gate = new();
    private readonly List<AclBinding> _bindings = [];

    public IReadOnlyList<AclBinding> All
    {
        get
        {
            lock (_gate)
                return [.. _bindings];
        }
    }

    public void Add(AclBinding binding)
    {
        lock (_gate)
            if (!_bindings.Contains(binding))
                _bindings.Add(binding);
    }

    public void Allow(string user, IEnumerable<BusRight> rights)
    {
        foreach (var right in rights)
            Add(Mothership.Local.BusInit.ClusterAdmin.Binding(user, right));
    }

    public bool May(string user, AclOperation operation, ResourceType type, string name) =>
        user == Admin
        || All.Any(b =>
            b.Entry.Principal == $"User:{user}"
            && b.Entry.PermissionType == AclPermissionType.Allow
            && b.Entry.Operation == operation
            && b.Pattern.Type == type
            && Matches(b.Pattern, name)
        );

    /// <summary>To see a topic follows from each right to it.</summary>
    public bool MaySee(string user, string topic) =>
        May(user, AclOperation.Read, ResourceType.Topic, topic)
        || May(user, AclOperation.Write, ResourceType.Topic, topic);

    private static bool Matches(ResourcePattern pattern, string name) =>
        pattern.ResourcePatternType == ResourcePatternType.Prefixed
            ? name.StartsWith(pattern.Name, StringComparison.Ordinal)
            : name == pattern.Name;
}
