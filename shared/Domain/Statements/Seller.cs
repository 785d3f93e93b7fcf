namespace Mothership.Domain.Statements;

/// <summary>Who sells: what an installation prints on its invoices; configuration section <c>Seller</c>.</summary>
public sealed record Seller
{
    /// <summary>The legal name.</summary>
    public string Name { get; init; } = "Mothership";

    /// <summary>The address, line by line.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>The number that tax offices know it by, with its name, such as <c>VAT ID DE123456789</c>; null for
    /// none.</summary>
    public string? TaxId { get; init; }

    /// <summary>Where customers ask about their invoices; null for none.</summary>
    public string? Contact { get; init; }
}

/// <summary>Who buys.</summary>
/// <param name="Name">The organisation's display name.</param>
/// <param name="Id">Its id.</param>
public sealed record Buyer(string Name, string Id);
