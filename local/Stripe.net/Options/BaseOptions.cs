using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>The root of the parameters of requests. What is null is not sent.</summary>
public class BaseOptions : INestedOptions, ISetTracking
{
    /// <summary>The references that shall be answered as whole objects.</summary>
    public List<string> Expand { get; set; }

    /// <summary>Parameters that have no member.</summary>
    public IDictionary<string, object> ExtraParams { get; set; } = new Dictionary<string, object>();

    SetTracker ISetTracking.Tracker { get; } = new();

    public void AddExpand(string value) => (Expand ??= []).Add(value);

    public void AddRangeExpand(IEnumerable<string> values) => (Expand ??= []).AddRange(values);

    public void AddExtraParam(string key, object value) => ExtraParams.Add(key, value);

    internal BaseOptions Clone() => (BaseOptions)MemberwiseClone();

    internal T Sent<T>(T value, [CallerMemberName] string member = null) => this.Track(value, member);
}
