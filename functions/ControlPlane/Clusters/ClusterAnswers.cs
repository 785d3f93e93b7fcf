using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Operations;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Clusters;

/// <summary>The answers about clusters.</summary>
internal static class ClusterAnswers
{
    internal static Answer Show(int status, Cluster cluster, Links links, HttpRequest request) =>
        Answer.Of(status, ClusterBody.Of(cluster, links, request), ApiJson.Wire.ClusterBody).Tagged(cluster.Version);

    /// <summary>The same answer with the address of the operation that began with the request, if one did.</summary>
    internal static Answer Naming(this Answer answer, OperationId? operation, Links links, HttpRequest request) =>
        operation is { } begun
            ? answer.With("Operation-Location", links.To(request, OperationBody.PathOf(begun)))
            : answer;
}
