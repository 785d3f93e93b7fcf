using System.Globalization;
using Mothership.DataPlane.Keys;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services;
using Mothership.Strimzi.Services.Workloads;

namespace Mothership.Strimzi.DataPlane;

/// <summary>
/// The API keys of services on Kubernetes, which the region's app opens by itself: each a Secret that is empty and says
/// by its labels that the key is to be let in. What the key's secret is, only the vault knows.
/// </summary>
internal sealed class ServiceKeys(IKubePools pools, ISecretStore vault)
{
    private static readonly string[] Prefixes =
    [
        ServiceIds.PrefixOf(ServiceKind.SchemaRegistry),
        ServiceIds.PrefixOf(ServiceKind.Ksqldb),
        ServiceIds.PrefixOf(ServiceKind.ControlCenter),
    ];

    public static bool Opens(ResourceKey key) =>
        Prefixes.Any(p => key.Resource.StartsWith(p, StringComparison.Ordinal));

    public async Task<OperatedService> ApplyAsync(
        DesiredService desired,
        ResourceKey key,
        CancellationToken cancellation
    )
    {
        if (await vault.FindAsync(key.SecretName, cancellation).ConfigureAwait(false) is null)
            throw new OperatorException("secret_missing", "The key's secret is not there yet.", isTransient: true);
        return await MendAsync(desired, key, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes the note of a key whose secret was there before.</summary>
    public async Task<OperatedService> MendAsync(
        DesiredService desired,
        ResourceKey key,
        CancellationToken cancellation
    )
    {
        var pool = await EnvironmentHomes
            .FindAsync(pools, desired.Environment, desired.Pool, cancellation)
            .ConfigureAwait(false);
        var wanted = Note(desired, key);
        var live = await pool
            .Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return Operated(await Mending.EnsureAsync(pool.Objects, wanted, live, cancellation).ConfigureAwait(false));
    }

    /// <summary>One by its public half; null when there is none.</summary>
    public async Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation) =>
        (await ListAsync($"{CredentialLabels.Key}={key}", cancellation).ConfigureAwait(false)).FirstOrDefault(n =>
            !n.IsDeleting
        )
            is { } note
            ? new(
                key,
                note.Label(CredentialLabels.Resource) ?? "",
                note.Label(KubeNames.Environment) ?? "",
                note.Label(CredentialLabels.Owner) ?? "",
                ServiceNames.KeySecretOf(new(key))
            )
            : null;

    public async Task<IReadOnlyList<KubeObject>> ListAsync(string labels, CancellationToken cancellation)
    {
        var found = new List<KubeObject>();
        foreach (var pool in pools.All)
        {
            var selector = $"{KubeNames.Ours},{labels},{CredentialLabels.Resource}";
            var list = await pool
                .Objects.ListAsync(KubeKind.Secret, null, selector, cancellation)
                .ConfigureAwait(false);
            found.AddRange(list.Items);
        }
        return found;
    }

    public static OperatedService Operated(KubeObject note) =>
        new(
            note.Label(KubeNames.Service) ?? "",
            ServiceKind.Credential,
            note.Label(KubeNames.Organization) ?? "",
            long.TryParse(
                note.Annotation(KubeNames.Generation),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var generation
            )
                ? generation
                : 0,
            note.IsDeleting ? OperatedState.Building : OperatedState.Ready,
            Endpoint: null,
            new Dictionary<string, string>()
        );

    private static KubeObject Note(DesiredService desired, ResourceKey key)
    {
        var note = KubeObject.New(
            KubeKind.Secret,
            KubeNames.Namespace(desired.Environment),
            $"{key.Id.ToLowerInvariant()}-key",
            [
                .. Seal.Labels(desired.Organization, desired.Environment),
                new(KubeNames.Service, desired.Id),
                new(CredentialLabels.Key, key.Id),
                new(CredentialLabels.Owner, key.Owner),
                new(CredentialLabels.Resource, key.Resource),
            ]
        );
        note.Json["type"] = "Opaque";
        return Seal.Close(note, desired.Generation);
    }
}
