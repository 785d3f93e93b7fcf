using Mothership.DataPlane;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>
/// Subjects, versions and schemas of one registry, in memory. A schema has one id, however many subjects have it. Safe
/// for use by several threads: every call is one step.
/// </summary>
internal sealed class RegistryStore
{
    private const int MostVersions = 10_000;
    private const string ReadOnly = "READONLY";
    private static readonly string[] Modes = ["READWRITE", ReadOnly, "READONLY_OVERRIDE", "IMPORT"];

    private readonly Lock _gate = new();
    private readonly List<SubjectVersion> _versions = [];
    private readonly Dictionary<SchemaText, int> _ids = [];
    private readonly Dictionary<string, string> _levels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _modes = new(StringComparer.Ordinal);

    /// <summary>For all subjects without one of their own.</summary>
    internal const string Everywhere = "";

    internal IReadOnlyList<string> Subjects(bool withDeleted)
    {
        lock (_gate)
            return
            [
                .. _versions
                    .Where(v => withDeleted || !v.IsDeleted)
                    .Select(v => v.Subject)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
    }

    internal int Register(string subject, SchemaText sent)
    {
        var schema = SchemaTexts.Check(sent);
        lock (_gate)
        {
            RequireWritable(subject);
            if (Of(subject).FirstOrDefault(v => v.Schema == schema) is { } known)
                return known.Id;
            if (Compatibilities.Against(LevelOf(subject), schema, Of(subject)) is [var why, ..])
                throw new DataPlaneException(
                    409,
                    409,
                    $"Schema being registered is incompatible with an earlier schema: {why}"
                );
            if (_versions.Count >= MostVersions)
                throw new DataPlaneException(422, 42206, $"A registry has {MostVersions} versions at most.");
            var id = _ids.TryGetValue(schema, out var there) ? there : _ids[schema] = _ids.Count + 1;
            var version = 1 + _versions.Where(v => v.Subject == subject).Select(v => v.Version).DefaultIfEmpty().Max();
            _versions.Add(new(subject, version, id, schema));
            return id;
        }
    }

    internal SubjectVersion Find(string subject, SchemaText sent)
    {
        var schema = SchemaTexts.Check(sent);
        lock (_gate)
            return Demand(subject).FirstOrDefault(v => v.Schema == schema)
                ?? throw new DataPlaneException(404, 40403, "Schema not found");
    }

    internal IReadOnlyList<SubjectVersion> Versions(string subject, bool withDeleted = false)
    {
        lock (_gate)
            return Demand(subject, withDeleted);
    }

    internal SubjectVersion Version(string subject, string version, bool withDeleted = false)
    {
        lock (_gate)
        {
            var all = Demand(subject, withDeleted);
            if (version is "latest" or "-1")
                return all[^1];
            if (!int.TryParse(version, out var number) || number < 1)
                throw new DataPlaneException(
                    422,
                    42202,
                    "The specified version is not a valid version id: a number from 1, or \"latest\""
                );
            return all.FirstOrDefault(v => v.Version == number)
                ?? throw new DataPlaneException(404, 40402, $"Version {number} not found.");
        }
    }

    /// <summary>All that have a schema.</summary>
    internal IReadOnlyList<SubjectVersion> OfId(string id)
    {
        lock (_gate)
        {
            List<SubjectVersion> found = int.TryParse(id, out var number)
                ? [.. _versions.Where(v => v.Id == number)]
                : [];
            return found.Count > 0
                ? found
                : throw new DataPlaneException(
                    404,
                    40403,
                    $"Schema {(found is [] && number > 0 ? number : 0)} not found"
                );
        }
    }

    internal IReadOnlyList<int> Delete(string subject, bool permanently)
    {
        lock (_gate)
        {
            RequireWritable(subject);
            var present = Of(subject);
            if (!permanently)
            {
                foreach (var version in Demand(subject))
                    Hide(version);
                return [.. present.Select(v => v.Version)];
            }
            var all = Demand(subject, withDeleted: true);
            if (present.Count > 0)
                throw new DataPlaneException(
                    404,
                    40405,
                    $"Subject '{subject}' was not deleted first before being permanently deleted"
                );
            _versions.RemoveAll(v => v.Subject == subject);
            _levels.Remove(subject);
            _modes.Remove(subject);
            return [.. all.Select(v => v.Version)];
        }
    }

    internal int DeleteVersion(string subject, string version, bool permanently)
    {
        lock (_gate)
        {
            RequireWritable(subject);
            var found = Version(subject, version, permanently);
            if (!permanently)
                Hide(found);
            else if (found.IsDeleted)
                _versions.Remove(found);
            else
                throw new DataPlaneException(
                    404,
                    40407,
                    $"Version {found.Version} of '{subject}' was not deleted first before being permanently deleted"
                );
            return found.Version;
        }
    }

    internal IReadOnlyList<string> Try(string subject, string? version, SchemaText sent)
    {
        var schema = SchemaTexts.Check(sent);
        lock (_gate)
        {
            var level = LevelOf(subject);
            return version is null
                ? Compatibilities.Against(level, schema, Of(subject))
                : Compatibilities.Against(level, schema, [Version(subject, version)]);
        }
    }

    /// <summary>The level of a subject, or of all without one of their own.</summary>
    internal string Level(string subject, bool orDefault)
    {
        lock (_gate)
            return _levels.TryGetValue(subject, out var own) ? own
                : subject == Everywhere || orDefault ? LevelOf(subject)
                : throw new DataPlaneException(
                    404,
                    40408,
                    $"Subject '{subject}' has no compatibility of its own configured"
                );
    }

    internal string SetLevel(string subject, string? level)
    {
        lock (_gate)
            return _levels[subject] = Compatibilities.Check(level);
    }

    internal string ResetLevel(string subject)
    {
        lock (_gate)
        {
            var had = Level(subject, orDefault: false);
            _levels.Remove(subject);
            return had;
        }
    }

    internal string Mode(string subject, bool orDefault)
    {
        lock (_gate)
            return _modes.TryGetValue(subject, out var own) ? own
                : subject == Everywhere || orDefault ? ModeOf(subject)
                : throw new DataPlaneException(
                    404,
                    40409,
                    $"Subject '{subject}' does not have subject-level mode configured"
                );
    }

    internal string SetMode(string subject, string? mode)
    {
        if (mode is null || !Modes.Contains(mode))
            throw new DataPlaneException(422, 42204, $"Invalid mode. Valid values are {string.Join(", ", Modes)}");
        lock (_gate)
            return _modes[subject] = mode;
    }

    internal string ResetMode(string subject)
    {
        lock (_gate)
        {
            var had = Mode(subject, orDefault: false);
            _modes.Remove(subject);
            return had;
        }
    }

    private List<SubjectVersion> Of(string subject) =>
        [.. _versions.Where(v => v.Subject == subject && !v.IsDeleted).OrderBy(v => v.Version)];

    private List<SubjectVersion> Demand(string subject, bool withDeleted = false)
    {
        List<SubjectVersion> found = withDeleted
            ? [.. _versions.Where(v => v.Subject == subject).OrderBy(v => v.Version)]
            : Of(subject);
        return found.Count > 0 ? found : throw new DataPlaneException(404, 40401, $"Subject '{subject}' not found.");
    }

    private void Hide(SubjectVersion version) =>
        _versions[_versions.IndexOf(version)] = version with { IsDeleted = true };

    private string LevelOf(string subject) =>
        _levels.GetValueOrDefault(subject) ?? _levels.GetValueOrDefault(Everywhere) ?? Compatibilities.Default;

    private string ModeOf(string subject) =>
        _modes.GetValueOrDefault(subject) ?? _modes.GetValueOrDefault(Everywhere) ?? Modes[0];

    private void RequireWritable(string subject)
    {
        if (ModeOf(subject) == ReadOnly)
            throw new DataPlaneException(422, 42205, $"Subject {subject} is in read-only mode");
    }
}
