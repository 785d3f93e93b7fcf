using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>A request that has reached its endpoint.</summary>
internal sealed class Call(Account account, Params parameters, IReadOnlyList<string> ids)
{
    public Account Account => account;

    public Params Params => parameters;

    /// <summary>The ids in the address, from left to right.</summary>
    public IReadOnlyList<string> Ids => ids;

    public string Id => ids[0];

    public IReadOnlyList<string> Expand { get; } = parameters.Texts("expand");

    /// <summary>
    /// Whether the answer, or the objects of a list, shall have a member that it has only on request.
    /// </summary>
    public bool Wants(string member) => Expand.Any(e => $"{e}.".StartsWith($"{member}.", StringComparison.Ordinal));
}

/// <summary>
/// The two steps of an endpoint: it reads and checks the parameters, and gives what is to be done. What the first
/// refuses is as if it had never been asked; what comes out of the second is remembered under the idempotency key.
/// </summary>
internal delegate Func<JsonObject> Endpoint(Call call);
