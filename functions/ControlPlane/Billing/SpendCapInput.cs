using System.Globalization;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Standing;

namespace Mothership.ControlPlane.Billing;

/// <summary>What a request says of a spend cap. Null is what it does not say.</summary>
internal sealed record SpendCapInput(string? Environment, string? Currency, SpendCapChange Change)
{
    private const int LongestAmount = 20;

    /// <summary>Reads the body of a new one; the faults tell what is wrong with it.</summary>
    internal static SpendCapInput ReadNew(ObjectReader body, string currency)
    {
        body.Require("spec").Object("spec").Require("amount", "action");
        return Read(body, currency);
    }

    /// <summary>Reads a body.</summary>
    internal static SpendCapInput Read(ObjectReader body, string currency)
    {
        var spec = body.Object("spec");
        var change = new SpendCapChange(
            Amount(spec),
            spec.OneOf("action", SpendCapBody.Actions),
            spec.Has("notify_at_percent") ? [.. spec.Wholes("notify_at_percent").Order()] : null
        );
        var input = new SpendCapInput(spec.Object("environment").Text("id"), spec.Text("currency"), change);
        if (input.Currency is { } other && other != currency)
            spec.Faults.Invalid(spec.PointerOf("currency"), $"currency must be {currency}, as all prices are.");
        if (input.Environment is { Length: > 0 } id && !Missing.IsPlausibleId(id))
            spec.Faults.Invalid("/spec/environment/id", "There is no such environment.");
        spec.Faults.Merge(SpendCap.Check(change, currency));
        return input;
    }

    /// <summary>Notes what can't be changed of a cap.</summary>
    internal void RefuseMoves(SpendCap cap, BodyFaults faults)
    {
        if (Environment is { } other && other != (cap.Environment?.Value ?? ""))
            faults.Invalid("/spec/environment/id", "The environment of a cap can't be changed. Make another cap.");
    }

    private static decimal? Amount(ObjectReader spec)
    {
        if (spec.Text("amount") is not { } text)
            return null;
        var isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        );
        if (isNumber && text.Length <= LongestAmount)
            return amount;
        spec.Faults.Invalid(spec.PointerOf("amount"), "amount must be a decimal number such as \"100.00\".");
        return null;
    }
}
