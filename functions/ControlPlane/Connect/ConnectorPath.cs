namespace Mothership.ControlPlane.Connect;

/// <summary>What a path of this group names.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Cluster">The Kafka cluster.</param>
/// <param name="Name">The connector; empty where the path names none.</param>
internal sealed record ConnectorPath(string Environment, string Cluster, string Name = "");
