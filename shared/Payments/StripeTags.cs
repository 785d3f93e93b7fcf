namespace Mothership.Payments;

/// <summary>Our marks on Stripe's objects: what they are found again by.</summary>
internal static class StripeTags
{
    public const string Organization = "mothership_organization";
    public const string Invoice = "mothership_invoice";
    public const string Item = "mothership_item";
    public const string CreditNote = "mothership_credit_note";

    public static string? Tag(this Dictionary<string, string>? metadata, string name) =>
        metadata?.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
