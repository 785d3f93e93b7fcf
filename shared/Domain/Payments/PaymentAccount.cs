using Mothership.Domain.Ids;

namespace Mothership.Domain.Payments;

/// <summary>An organisation as the payment provider's customer.</summary>
public sealed record PaymentAccount
{
    /// <summary>Whose.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The provider's id of the customer; null before it has one.</summary>
    public string? Customer { get; init; }

    /// <summary>Counts the keys under which the customer is created; recorded before each is used.</summary>
    public int KeyGeneration { get; init; }

    /// <summary>When the first of them was used: nothing older has to be looked through for a lost answer.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>How it pays; null while it has not said.</summary>
    public PaymentMethodSummary? Method { get; init; }

    /// <summary>How many credit notes it has.</summary>
    public int CreditNotes { get; init; }
}

/// <summary>How a customer pays, as far as it may be shown.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Kind">Such as <c>card</c>.</param>
/// <param name="Brand">Such as <c>visa</c>; null where there is none.</param>
/// <param name="Last4">The last four characters of its number.</param>
/// <param name="ExpiryMonth">1 to 12.</param>
/// <param name="ExpiryYear">Four digits.</param>
public sealed record PaymentMethodSummary(
    string Id,
    string Kind,
    string? Brand,
    string? Last4,
    int? ExpiryMonth,
    int? ExpiryYear
);
