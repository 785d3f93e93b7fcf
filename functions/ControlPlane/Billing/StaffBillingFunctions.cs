using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Fleet;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Payments;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>
/// What staff add to an organisation's events. The Functions host asks for its key; the organisation is in the path.
/// </summary>
public sealed class StaffBillingFunctions(BillingDesk desk, IdempotentPost posts, IIdSource ids)
{
    private const int ReasonLength = 500;

    /// <summary>Grants a promotional credit.</summary>
    [Function("GrantCredit")]
    public async Task<IActionResult> Grant(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fleet/v1/organizations/{organization}/credits")]
            HttpRequest request,
        string organization,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var grant = ReadGrant(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        var whose = StaffCreditFunctions.OrganizationOf(organization);
        return await RunAsync(
            request,
            body,
            "credit-",
            async id =>
                await desk.GrantAsync(whose, id, grant, cancellation)
                ?? throw Missing.NotFound("organization", organization),
            cancellation
        );
    }

    /// <summary>Corrects a measurement by another event.</summary>
    [Function("CorrectUsage")]
    public async Task<IActionResult> Correct(
        [HttpTrigger(
            AuthorizationLevel.Function,
            "post",
            Route = "fleet/v1/organizations/{organization}/usage-corrections"
        )]
            HttpRequest request,
        string organization,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var correction = ReadCorrection(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        var whose = StaffCreditFunctions.OrganizationOf(organization);
        return await RunAsync(
            request,
            body,
            "correction-",
            async id =>
                await desk.CorrectAsync(whose, id, correction, cancellation)
                ?? throw Missing.NotFound("usage event", correction.EventId),
            cancellation
        );
    }

    private async Task<IActionResult> RunAsync(
        HttpRequest request,
        RequestBody body,
        string prefix,
        Func<string, Task<BillingEvent>> add,
        CancellationToken cancellation
    )
    {
        return await posts.RunAsync(
            request,
            body,
            PrefixedId.New(prefix, ids),
            Add,
            cancellation,
            StaffFunctions.StaffKeys
        );

        async Task<Answer> Add(PostClaim claim) =>
            Answer.Of(
                StatusCodes.Status201Created,
                UsageEventBody.Of(await add(claim.ResourceId)),
                BillingJson.Wire.UsageEventBody
            );
    }

    private static CreditGrant ReadGrant(ObjectReader reader)
    {
        reader.Require("amount", "reason");
        var (amount, expires) = (Number(reader, "amount"), reader.Text("expires_at"));
        var reason = reader.Text("reason");
        if (reason is not null)
            reader.Faults.Merge(new FieldCheck().Required(reason, reader.PointerOf("reason"), ReasonLength).Faults);
        if (!TryInstant(expires, out var at) && expires is not null)
            reader.Faults.Invalid(reader.PointerOf("expires_at"), "expires_at is a time in RFC 3339, in UTC.");
        return new(amount, reader.Text("currency"), at, reason ?? "");
    }

    private static UsageCorrection ReadCorrection(ObjectReader reader)
    {
        reader.Require("resource", "event", "quantity");
        var quantity = Number(reader, "quantity");
        return new(new ResourceId(reader.Text("resource") ?? ""), reader.Text("event") ?? "", quantity);
    }

    private static decimal Number(ObjectReader reader, string name)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (reader.Text(name) is not { } text)
            return 0m;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number))
            reader.Faults.Invalid(reader.PointerOf(name), $"{name} is a decimal in a string, such as \"12.34\".");
        return number;
    }

    private static bool TryInstant(string? text, out DateTimeOffset? at)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];
        var good = DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, utc, out var instant);
        at = good ? instant : null;
        return good;
    }
}
