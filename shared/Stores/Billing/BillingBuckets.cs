using Mothership.Domain.Billing;

namespace Mothership.Stores.Billing;

/// <summary>
/// Over which partitions a month's events are spread. There are 1, 2, 4, 8 or 16 buckets, and doubling their number
/// moves nothing: an event is in its bucket of the count by which it was written, which is one of at most five.
/// </summary>
internal static class BillingBuckets
{
    /// <summary>The most buckets that a month has; a power of two.</summary>
    public const int Max = 16;

    /// <summary>The bucket of an event, by a number of buckets.</summary>
    public static int Of(BillingEvent billed, int count) => Of(SubjectOf(billed), count);

    /// <summary>The buckets that an event can be in, when there were up to so many.</summary>
    public static List<int> Candidates(BillingEvent billed, int count) => Candidates(SubjectOf(billed), count);

    /// <summary>The buckets that a subject's events can be in, when there were up to so many.</summary>
    public static List<int> Candidates(string subject, int count)
    {
        var found = new List<int>();
        for (var then = 1; then <= count; then *= 2)
            if (Of(subject, then) is var bucket && !found.Contains(bucket))
                found.Add(bucket);
        return found;
    }

    /// <summary>A resource's events are together, so that they are written and read together.</summary>
    private static string SubjectOf(BillingEvent billed) =>
        billed is ResourceEvent about ? about.Resource.Id.Value : billed.EventId;

    private static int Of(string subject, int count) => (int)(Hash(subject) & (uint)(count - 1));

    /// <summary>FNV-1a with the high bits folded in. Rows are found by it: it can never change.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash ^ (hash >> 16) ^ (hash >> 8);
    }
}
