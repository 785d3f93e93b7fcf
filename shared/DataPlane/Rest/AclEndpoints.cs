using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;

namespace Mothership.DataPlane.Rest;

/// <summary>Access control lists.</summary>
internal static class AclEndpoints
{
    internal static IEnumerable<Endpoint> All =>
        [
            new("GET", "acls", ListAsync),
            new("POST", "acls", AddAsync),
            new("DELETE", "acls", RemoveAsync),
            new("POST", "acls:batch", AddManyAsync),
        ];

    private static async Task<RestAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.Describe, cancellation).ConfigureAwait(false);
        var filter = Filter(call, isRemoval: false);
        var acls = await call.Plane.Acls.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        var data = acls.Where(filter.Includes).Select(call.Shapes.Acl);
        return new(200, call.Shapes.List("KafkaAclList", "/acls", data));
    }

    private static async Task<RestAnswer> AddAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.Alter, cancellation).ConfigureAwait(false);
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        return await AddAsync(call, [Acl(body)], cancellation).ConfigureAwait(false);
    }

    private static async Task<RestAnswer> AddManyAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.Alter, cancellation).ConfigureAwait(false);
        var body = await Body.ReadAsync(call.Request, cancellation).ConfigureAwait(false);
        return await AddAsync(call, [.. Body.Items(body, "data").Select(Acl)], cancellation).ConfigureAwait(false);
    }

    private static async Task<RestAnswer> AddAsync(Call call, List<Acl> acls, CancellationToken cancellation)
    {
        var there = await call.Plane.Acls.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        if (there.Count + acls.Count > DataPlaneLimits.AclsPerCluster)
            throw Refusals.Invalid($"A cluster has {DataPlaneLimits.AclsPerCluster} ACLs at most.");
        await call.Plane.Acls.AddAsync(call.Cluster, acls, cancellation).ConfigureAwait(false);
        return new(201);
    }

    private static async Task<RestAnswer> RemoveAsync(Call call, CancellationToken cancellation)
    {
        await call.RequireOnClusterAsync(AclOperation.Alter, cancellation).ConfigureAwait(false);
        var removed = await call
            .Plane.Acls.RemoveAsync(call.Cluster, Filter(call, isRemoval: true), cancellation)
            .ConfigureAwait(false);
        return new(200, new JsonObject { ["data"] = new JsonArray([.. removed.Select(call.Shapes.Acl)]) });
    }

    // A removal that says too little would remove too much, so it must say what it means, if need be ANY.
    private static AclFilter Filter(Call call, bool isRemoval)
    {
        var pattern = Word("pattern_type");
        return new(
            Wire.Optional<AclResource>("resource_type", Word("resource_type")),
            call.Query("resource_name"),
            pattern == "MATCH" ? null : Wire.Optional<AclPattern>("pattern_type", pattern),
            pattern == "MATCH",
            call.Query("principal"),
            call.Query("host"),
            Wire.Optional<AclOperation>("operation", Word("operation")),
            Wire.Optional<AclPermission>("permission", Word("permission"))
        );

        string? Word(string name) =>
            call.Query(name)
            ?? (isRemoval ? throw Refusals.Malformed($"{name} cannot be unspecified or UNKNOWN") : null);
    }

    private static Acl Acl(JsonElement body)
    {
        var acl = new Acl(
            Wire.Required<AclResource>("resource_type", Body.Text(body, "resource_type")),
            Body.RequiredText(body, "resource_name"),
            Wire.Required<AclPattern>("pattern_type", Body.Text(body, "pattern_type")),
            Body.RequiredText(body, "principal"),
            Body.RequiredText(body, "host"),
            Wire.Required<AclOperation>("operation", Body.Text(body, "operation")),
            Wire.Required<AclPermission>("permission", Body.Text(body, "permission"))
        );
        AclRules.Check(acl);
        return acl;
    }
}
