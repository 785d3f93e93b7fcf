using Mothership.DataPlane.Tests.Support;
using Mothership.Tests.Support.DataPlane;

namespace Mothership.DataPlane.Tests.Kafka;

/// <summary>Topics and ACLs of embedded clusters.</summary>
public sealed class EmbeddedDeskTests : DeskCompliance
{
    private World? _world;

    public override async Task InitializeAsync()
    {
        _world = await World.WithClusterAsync(size: 3);
        Topics = _world.Plane.Topics;
        Acls = _world.Plane.Acls;
        Cluster = (await _world.Plane.FindAsync(World.Cluster, default)).ShouldNotBeNull();
    }

    public override Task DisposeAsync()
    {
        _world?.Dispose();
        return Task.CompletedTask;
    }
}
