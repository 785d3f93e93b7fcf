using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Metering;
using Mothership.Shared.Tests.Billing;

namespace Mothership.Shared.Tests.Metering;

/// <summary>An hour of a cluster, put together from its minutes.</summary>
public sealed class MeteredHourTests
{
    private static readonly DateTimeOffset Start = Given.Utc("2027-03-15T10:00:00");
    private static readonly Prices Book = new();

    [Fact]
    public void Billed_AnHour_IsOneEventForEachMeterThatCosts()
    {
        var hour = Empty
            .With(Start, ClusterKind.Basic, new(1000, 500, 10, 6))
            .With(Start.AddMinutes(59), ClusterKind.Standard, new(24, null, 20, 6))
            .Billed(Book);

        hour.LastEvents()
            .Select(e => (e.EventId, e.Meter, e.Quantity, e.UnitPrice, e.FreeUnits))
            .ShouldBe([
                ("lkc-a-ingress_bytes-20270315T10Z", Meter.IngressBytes, 1024m, 0.05m, 100m),
                ("lkc-a-storage_byte_seconds-20270315T10Z", Meter.StorageByteSeconds, 1800m, 0.08m, 100m),
            ]);
        hour.Billed(Book).ShouldBeSameAs(hour);
        Given.Rated("2027-03", [.. hour.LastEvents()]).Lines.Count.ShouldBe(4);
    }

    [Fact]
    public void Billed_AMinuteThatComesLater_IsACorrectionAtThePriceOfTheHour()
    {
        var first = Empty.With(Start.AddMinutes(30), ClusterKind.Standard, new(1000, null, null, null)).Billed(Book);
        var later = first.With(Start, ClusterKind.Basic, new(7, null, null, null)).Billed(Book);

        var correction = later.LastEvents().ShouldHaveSingleItem();
        correction.EventId.ShouldBe("lkc-a-ingress_bytes-20270315T10Z-2");
        correction.Corrects.ShouldBe("lkc-a-ingress_bytes-20270315T10Z");
        correction.Quantity.ShouldBe(7m);
        correction.UnitPrice.ShouldBe(0.03m);
        Given.Rated("2027-03", [.. first.LastEvents(), correction]).Lines[0].Quantity.ShouldBe(1007m);
    }

    [Fact]
    public void With_WhatIsKnown_ChangesNothing()
    {
        var hour = Empty.With(Start, ClusterKind.Basic, new(10, null, 5, null));
        hour.With(Start, ClusterKind.Basic, new(9, null, null, null)).ShouldBeSameAs(hour);
        Should.Throw<ArgumentOutOfRangeException>(() =>
            hour.With(Start.AddHours(1), ClusterKind.Basic, new(1, 1, 1, 1))
        );
    }

    [Property(MaxTest = 200)]
    public void Billed_InAnyOrderWithRepetitions_AddsUpToTheSame(int seed)
    {
        var random = new Random(seed);
        var minutes = Enumerable
            .Range(0, 60)
            .Where(_ => random.Next(3) > 0)
            .Select(m =>
                (At: Start.AddMinutes(m), Counts: new MinuteCounts(random.Next(1000), 1, random.Next(50), null))
            )
            .ToList();
        if (minutes.Count == 0)
            return;
        var hour = Empty;
        var billed = new Dictionary<string, UsageEvent>();
        var some = minutes.Where(_ => random.Next(3) == 0).ToList();
        foreach (var (at, counts) in minutes.Concat(some).OrderBy(_ => random.Next()))
        {
            hour = hour.With(at, ClusterKind.Basic, counts);
            if (random.Next(10) == 0)
                Bill();
        }
        Bill();

        var ingress = billed.Values.Where(e => e.Meter == Meter.IngressBytes).Sum(e => e.Quantity);
        ingress.ShouldBe(minutes.Sum(m => m.Counts.IngressBytes!.Value));
        var storage = billed.Values.Where(e => e.Meter == Meter.StorageByteSeconds).Sum(e => e.Quantity);
        storage.ShouldBe(minutes.Sum(m => m.Counts.StoredBytes!.Value * 60m));

        void Bill()
        {
            hour = hour.Billed(Book);
            foreach (var e in hour.LastEvents())
                (billed.TryAdd(e.EventId, e) || billed[e.EventId] == e).ShouldBeTrue();
        }
    }

    private static MeteredHour Empty => MeteredHour.Empty(Given.Organization, Given.ResourceOf("lkc-a"), Start);

    private sealed class Prices : IPriceBook
    {
        public string Currency => "USD";

        public Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at) => null;

        public MeterPrice? FindMeter(RegionId region, ClusterKind kind, Meter meter, DateTimeOffset at) =>
            meter switch
            {
                Meter.IngressBytes => new(kind == ClusterKind.Basic ? 0.05m : 0.03m, 100m, "USD", "v1"),
                Meter.StorageByteSeconds => new(0.08m, 100m, "USD", "v1"),
                Meter.PartitionSeconds => new(0m, 0m, "USD", "v1"),
                _ => null,
            };

        public Price? FindAddOn(RegionId region, string name, int units, DateTimeOffset at) => null;

        public IReadOnlyList<DateTimeOffset> Changes(DateTimeOffset after, DateTimeOffset through) => [];
    }
}
