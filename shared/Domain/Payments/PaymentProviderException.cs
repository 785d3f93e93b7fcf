namespace Mothership.Domain.Payments;

/// <summary>What a failure of the payment provider means.</summary>
public enum ProviderFault
{
    /// <summary>It may succeed later, under the same key: no answer, a limit, a lock.</summary>
    Retryable,

    /// <summary>
    /// It answered with an error of its own. Whether anything happened is unknown, and the key will answer the same
    /// for ever: look first, and use another.
    /// </summary>
    KeySpent,

    /// <summary>The customer's bank or card refused.</summary>
    Declined,

    /// <summary>The customer has to confirm the payment.</summary>
    ActionRequired,

    /// <summary>The request will never succeed: a person has to look.</summary>
    Invalid,

    /// <summary>The key of the account is not good.</summary>
    Unauthorized,
}

/// <summary>The payment provider did not do what was asked.</summary>
public sealed class PaymentProviderException(ProviderFault fault, PaymentFailure failure, Exception? inner = null)
    : Exception($"{fault}: {failure.Code}: {failure.Message}", inner)
{
    /// <summary>What it means.</summary>
    public ProviderFault Fault => fault;

    /// <summary>The provider's code and words.</summary>
    public PaymentFailure Failure => failure;

    /// <summary>Whether trying again later makes sense.</summary>
    public bool IsTransient => fault is ProviderFault.Retryable or ProviderFault.KeySpent;
}
