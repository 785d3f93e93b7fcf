namespace Mothership.Local.FakeStripe.Http;

/// <summary>A request to the API, wherever it came from.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">The address without its query.</param>
/// <param name="Form">The query, or the body of a POST.</param>
/// <param name="Headers">A header by its name; null where it was not sent.</param>
internal sealed record ApiRequest(string Method, string Path, string Form, Func<string, string?> Headers);

/// <summary>What a request is answered.</summary>
internal sealed record ApiAnswer(int Status, string Body);

/// <summary>What becomes of the connection.</summary>
internal enum Delivery
{
    Answered,
    Dropped,
    Hung,
}

/// <summary>What a request comes to.</summary>
internal sealed record ApiResponse(
    ApiAnswer Answer,
    IReadOnlyDictionary<string, string> Headers,
    Delivery Delivery = Delivery.Answered
);
