using System.Reflection;
using Mothership.Bus;
using Mothership.Bus.Codecs;

namespace Mothership.Regions.Heartbeats;

/// <summary>Tells the mothership that this region lives, and what it can take.</summary>
public sealed class HeartbeatSender(
    RegionSettings settings,
    RegionIncarnation incarnation,
    SelectedOperator selected,
    IBus bus,
    TimeProvider time
)
{
    private static readonly string Version =
        typeof(HeartbeatSender)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0";

    /// <summary>
    /// Sends one heartbeat. Fails when operator or bus does: a region that can't operate should fall silent.
    /// </summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        var capacity = await selected.Operator.CapacityAsync(cancellation).ConfigureAwait(false);
        var pools = selected.Operator is IPoolCapacity several
            ? await several.PoolsAsync(cancellation).ConfigureAwait(false)
            : [];
        var heartbeat = new Heartbeat(
            settings.Id,
            incarnation.Value,
            selected.Operator.Name,
            Version,
            capacity,
            time.GetUtcNow()
        )
        {
            Pools = pools,
        };
        await bus.PublishAsync(HeartbeatCodec.Encode(heartbeat), cancellation).ConfigureAwait(false);
    }
}
