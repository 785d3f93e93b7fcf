using FsCheck;
using FsCheck.Fluent;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.Shared.Tests.Bus.Support;

/// <summary>Generates what goes over the bus.</summary>
public static class Wire
{
    public static readonly RegionId Here = RegionId.Of("aws", "us-west-2");

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Word = Gen.Elements("a", "bc", "d1e", "f-g").ArrayOf(3).Select(string.Concat);

    private static readonly Gen<DateTimeOffset> Time = Gen.Choose(0, int.MaxValue)
        .Select(s => Epoch.AddSeconds(s % 100_000_000).AddTicks(s % 10_000_000));

    private static readonly Gen<RegionId> Region = Gen.Elements(
        Here,
        RegionId.Of("gcp", "europe-west1"),
        RegionId.Of("azure", "eastus")
    );

    public static Arbitrary<ClusterCommand> Commands() =>
        (
            from id in Word
            from organization in Word
            from generation in Gen.Choose(1, 1_000_000)
            from region in Region
            from kind in Gen.Elements(Enum.GetValues<ClusterKind>())
            from size in Gen.Choose(1, 152)
            from flags in Gen.Choose(0, 7)
            from time in Time
            select new ClusterCommand(
                new ClusterId($"lkc-{id}"),
                new OrganizationId(organization),
                generation,
                region,
                new ClusterConfig(kind, size),
                (flags & 1) == 1,
                (flags & 2) == 2,
                time,
                (flags & 4) == 4
            )
        ).ToArbitrary();

    public static Arbitrary<RegionReport> Reports() =>
        (
            from id in Word
            from organization in Word
            from generation in Gen.Choose(1, 1_000_000)
            from region in Region
            from state in Gen.Elements(Enum.GetValues<ObservedState>())
            from http in Gen.Elements("", "http://x")
            from suspended in Gen.Elements(true, false)
            from time in Time
            select new RegionReport(
                new OrganizationId(organization),
                region,
                new Observation(
                    new ClusterId($"lkc-{id}"),
                    generation,
                    state,
                    state == ObservedState.Ready
                        ? new ClusterEndpoints("PLAINTEXT://h:1", http.Length == 0 ? null : http)
                        : null,
                    state == ObservedState.Failed ? "region_full" : null,
                    state == ObservedState.Failed ? "No place: «voll»." : null,
                    "inc-1",
                    time,
                    suspended && state == ObservedState.Ready
                )
            )
        ).ToArbitrary();

    public static Arbitrary<Heartbeat> Heartbeats() =>
        (
            from region in Region
            from used in Gen.Choose(0, 1000)
            from time in Time
            select new Heartbeat(
                region,
                "inc-9",
                "embedded",
                "1.0",
                new RegionCapacity(1000, used, 5000, used * 2),
                time
            )
        ).ToArbitrary();
}
