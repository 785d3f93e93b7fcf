using System.Diagnostics;
using System.Globalization;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Codecs;

/// <summary>The headers that every message has.</summary>
internal static class Envelope
{
    /// <summary>What the value of a message about a cluster is called.</summary>
    public const string ClusterKind = "cluster";

    /// <summary>What the value of a message about a service around a cluster is called.</summary>
    public const string ServiceKind = "service";

    /// <summary>What the value of a heartbeat is called.</summary>
    public const string HeartbeatKind = "heartbeat";

    /// <summary>What the value of a message about a cluster's traffic is called.</summary>
    public const string MetricsKind = "metrics";

    public static List<KeyValuePair<string, string>> Headers(string kind, RegionId region, long? generation)
    {
        var headers = new List<KeyValuePair<string, string>>(6)
        {
            new(BusHeaders.Version, BusHeaders.CurrentVersion),
            new(BusHeaders.Kind, kind),
            new(BusHeaders.Cloud, region.Cloud),
            new(BusHeaders.Region, region.Name),
        };
        if (generation is { } counted)
            headers.Add(new(BusHeaders.Generation, counted.ToString(CultureInfo.InvariantCulture)));
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } trace })
            headers.Add(new(BusHeaders.TraceParent, trace));
        return headers;
    }

    /// <summary>Checks version and kind; null when they are as they should be.</summary>
    public static ParseFailure? Check(BusRecord record, string kind)
    {
        if (record.Header(BusHeaders.Version) is not { } version)
            return new(ParseReasons.BadHeader, $"Header {BusHeaders.Version} is missing.");
        if (version != BusHeaders.CurrentVersion)
            return new(ParseReasons.UnknownVersion, $"Version '{Shorten(version)}' is not known here.");
        var found = record.Header(BusHeaders.Kind);
        return found == kind
            ? null
            : new(ParseReasons.UnknownKind, $"Kind '{Shorten(found)}' does not belong here; expected was {kind}.");
    }

    /// <summary>Checks that the headers that routed a message agree with what it says; null when they do.</summary>
    public static ParseFailure? CheckRouting(BusRecord record, RegionId region, long? generation)
    {
        if (record.Header(BusHeaders.Cloud) != region.Cloud || record.Header(BusHeaders.Region) != region.Name)
            return new(ParseReasons.HeaderMismatch, $"The headers name another region than the value, {region}.");
        var expected = generation?.ToString(CultureInfo.InvariantCulture);
        return record.Header(BusHeaders.Generation) == expected
            ? null
            : new(ParseReasons.HeaderMismatch, $"The headers name another generation than the value, {expected}.");
    }

    private static string Shorten(string? text) => text is { Length: > 40 } ? text[..40] + "…" : text ?? "";
}
