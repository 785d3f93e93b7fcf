namespace Stripe.Infrastructure;

/// <summary>
/// The members of some parameters that were set, even to null: what is set to null is sent as an empty string, which
/// clears it.
/// </summary>
internal sealed class SetTracker
{
    private readonly HashSet<string> members = [];

    public void Track(string member) => members.Add(member);

    public bool IsSet(string member) => members.Contains(member);
}

/// <summary>Parameters with members that can be cleared.</summary>
internal interface ISetTracking
{
    SetTracker Tracker { get; }
}

/// <summary>How a member tells that it was set.</summary>
internal static class SetTracking
{
    public static T Track<T>(this ISetTracking options, T value, string member)
    {
        options.Tracker.Track(member);
        return value;
    }
}
