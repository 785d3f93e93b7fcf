using FsCheck;
using FsCheck.Fluent;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

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
            from pool in Gen.Elements("", "main", "spot-2")
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
            {
                Environment = new($"env-{organization}"),
                Pool = pool,
            }
        ).ToArbitrary();

    private static readonly Gen<IReadOnlyDictionary<string, string>> Texts = Gen.Elements("", "a", "tasks.max", "«x»")
        .ListOf()
        .Select(words => (IReadOnlyDictionary<string, string>)words.Distinct().ToDictionary(w => $"name-{w}", w => w));

    public static Arbitrary<ServiceCommand> ServiceCommands() =>
        (
            from id in Word
            from organization in Word
            from generation in Gen.Choose(1, 1_000_000)
            from region in Region
            from kind in Gen.Elements(Enum.GetValues<ServiceKind>())
            from units in Gen.Choose(1, 12)
            from settings in Texts
            from secrets in Texts
            from state in Gen.Elements(Enum.GetValues<ServiceRunState>())
            from flags in Gen.Choose(0, 3)
            from time in Time
            select new ServiceCommand
            {
                Service = new($"lcc-{id}"),
                Kind = kind,
                Organization = new(organization),
                Environment = new($"env-{organization}"),
                Cluster = (flags & 1) == 1 ? new ClusterId($"lkc-{id}") : null,
                Generation = generation,
                Region = region,
                Pool = id,
                Spec = new(units, settings, secrets),
                RunState = state,
                Deleted = (flags & 2) == 2,
                IssuedAt = time,
            }
        ).ToArbitrary();

    public static Arbitrary<ServiceReport> ServiceReports() =>
        (
            from id in Word
            from organization in Word
            from generation in Gen.Choose(1, 1_000_000)
            from region in Region
            from state in Gen.Elements(Enum.GetValues<ObservedState>())
            from details in Texts
            from endpoint in Gen.Elements(null, "http://x/y")
            from time in Time
            select new ServiceReport(
                new OrganizationId(organization),
                region,
                new ServiceObservation(
                    new ServiceId($"lcc-{id}"),
                    generation,
                    state,
                    state == ObservedState.Ready ? endpoint : null,
                    details,
                    state == ObservedState.Failed ? "cluster_missing" : null,
                    state is ObservedState.Failed or ObservedState.Building ? "Not yet." : null,
                    "inc-1",
                    time
                )
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
                    state is ObservedState.Failed or ObservedState.Building ? "No place: «voll»." : null,
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
            from pools in Gen.Choose(0, 3)
            from time in Time
            select new Heartbeat(
                region,
                "inc-9",
                "embedded",
                "1.0",
                new RegionCapacity(1000, used, 5000, used * 2),
                time
            )
            {
                Pools =
                [
                    .. Enumerable.Range(1, pools).Select(i => new PoolCapacity($"k8s-{i}", i, used, 9, used, i == 2)),
                ],
            }
        ).ToArbitrary();
}
