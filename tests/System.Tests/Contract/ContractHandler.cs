using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Contract;

/// <summary>An answer that is not as the contract says.</summary>
public sealed class ContractViolationException(string message) : Exception(message);

/// <summary>
/// Holds every answer that passes through it against the contract: status, content type, required headers and the
/// body's schema. Put it into every client of a system test.
/// </summary>
public sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly OpenApiContract Contract = OpenApiContract.Instance;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var faults = await FaultsAsync(request, response);
        if (faults.Count == 0)
            return response;
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new ContractViolationException(
            $"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}, which is "
                + $"not as the contract says: "
                + $"{string.Join("; ", faults)}. The body: {body}"
        );
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(
        HttpRequestMessage request,
        HttpResponseMessage response
    )
    {
        var method = request.Method == HttpMethod.Head ? "GET" : request.Method.Method;
        if (Contract.ResponsesOf(method, request.RequestUri!.AbsolutePath) is not { } responses)
            return await OutsideAsync(response);
        if (responses[$"{(int)response.StatusCode}"] is not { } described)
            return ["the status is not among those of the contract"];
        var expected = Contract.Resolve(described);
        return
        [
            .. HeaderFaults(expected, response),
            .. request.Method == HttpMethod.Head ? [] : await BodyFaultsAsync(expected, response),
        ];
    }

    // What the contract does not know is refused, in the one shape of errors; or it is the answer to OPTIONS.
    private static async Task<IReadOnlyList<string>> OutsideAsync(HttpResponseMessage response)
    {
        if ((int)response.StatusCode == 204)
            return [];
        if ((int)response.StatusCode is not (404 or 405))
            return ["the contract does not know this operation, so it should answer 404 or 405"];
        var errors = new JObject { ["$ref"] = "#/components/schemas/Errors" };
        return await Contract.Schemas.CheckAsync(await response.Content.ReadAsStringAsync(), errors);
    }

    private static IEnumerable<string> HeaderFaults(JObject expected, HttpResponseMessage response)
    {
        foreach (var header in (expected["headers"] as JObject)?.Properties() ?? [])
        {
            var described = Contract.Resolve(header.Value);
            if ((bool?)described["required"] == true && !Has(response, header.Name))
                yield return $"the header {header.Name} is missing";
        }
    }

    private static async Task<IReadOnlyList<string>> BodyFaultsAsync(JObject expected, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        if (expected["content"] is not JObject content)
            return text.Length == 0 ? [] : ["there is a body where the contract has none"];
        if (type is null || content[type] is not { } media)
            return [$"the content type is {type ?? "missing"}"];
        if (type != "application/json" || media["schema"] is not { } schema)
            return [];
        return await Contract.Schemas.CheckAsync(text, schema);
    }

    private static bool Has(HttpResponseMessage response, string header) =>
        response.Headers.Contains(header) || response.Content.Headers.Contains(header);
}
