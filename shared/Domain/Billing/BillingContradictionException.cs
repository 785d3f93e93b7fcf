namespace Mothership.Domain.Billing;

/// <summary>
/// An organisation's figures contradict each other: no bill can be right. The organisation's month is parked with this
/// message as the reason, for a person to look at; the others go on.
/// </summary>
public sealed class BillingContradictionException(string message) : Exception(message)
{
    /// <summary>Throws unless a condition that a correct bill needs holds.</summary>
    public static void Unless(bool condition, string otherwise)
    {
        if (!condition)
            throw new BillingContradictionException(otherwise);
    }
}
